// Keeps C++ exceptions from crossing into .NET, which would end the process.
#ifndef MEDMIM_GUARD_H
#define MEDMIM_GUARD_H

#include <cstdio>
#include <exception>

#include "itkMacro.h"

#include "quiet.h"

namespace medmim
{
inline int
Fail(const char * text, char * message, int capacity)
{
  std::snprintf(message, static_cast<size_t>(capacity), "%s", text);
  return 1;
}

/// Runs `body`; 0, or 1 with the exception's text in `message`.
template <typename TBody>
int
Guard(char * message, int capacity, TBody && body)
{
  const Quiet quiet;
  try
  {
    body();
    return 0;
  }
  catch (const itk::ExceptionObject & e)
  {
    return Fail(e.GetDescription(), message, capacity);
  }
  catch (const std::exception & e)
  {
    return Fail(e.what(), message, capacity);
  }
  catch (...)
  {
    return Fail("an exception of unknown type", message, capacity);
  }
}
} // namespace medmim

#endif

// Silence on the calling thread: VNL's singular value decomposition ("suspicious return value") and MetaIO write to
// std::cerr directly, past ITK's own switch for warnings.
#include "quiet.h"

#include <iostream>
#include <streambuf>

#include "itkObject.h"

namespace
{
thread_local int depth = 0;

/// Passes everything on, but for threads that are to be quiet.
class Filter : public std::streambuf
{
public:
  explicit Filter(std::streambuf * target)
    : m_Target(target)
  {}

protected:
  int_type
  overflow(int_type c) override
  {
    if (depth > 0 || traits_type::eq_int_type(c, traits_type::eof()))
    {
      return traits_type::not_eof(c);
    }
    return m_Target->sputc(traits_type::to_char_type(c));
  }

  std::streamsize
  xsputn(const char * text, std::streamsize count) override
  {
    return depth > 0 ? count : m_Target->sputn(text, count);
  }

  int
  sync() override
  {
    return depth > 0 ? 0 : m_Target->pubsync();
  }

private:
  std::streambuf * m_Target;
};

struct Installation
{
  Installation()
  {
    itk::Object::SetGlobalWarningDisplay(false);
    // Never deleted: the streams are flushed after every destructor of this library has run.
    std::cerr.rdbuf(new Filter(std::cerr.rdbuf()));
    std::cout.rdbuf(new Filter(std::cout.rdbuf()));
  }
} const installation;
} // namespace

namespace medmim
{
Quiet::Quiet()
{
  ++depth;
}

Quiet::~Quiet()
{
  --depth;
}
} // namespace medmim

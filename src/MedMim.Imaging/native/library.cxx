// The library as a whole: versions, threads, silence.
#include "itkMultiThreaderBase.h"
#include "itkObject.h"
#include "itkVersion.h"

#include "medmim_itk.h"

namespace
{
// Warnings would land between the lines of a progress bar; what matters comes as an exception.
struct Silence
{
  Silence() { itk::Object::SetGlobalWarningDisplay(false); }
} const silence;
} // namespace

int
medmim_itk_interface()
{
  return medmim_itk_interface_version;
}

const char *
medmim_itk_version()
{
  return itk::Version::GetITKVersion();
}

int
medmim_itk_get_threads()
{
  return static_cast<int>(itk::MultiThreaderBase::GetGlobalDefaultNumberOfThreads());
}

void
medmim_itk_set_threads(int count)
{
  itk::MultiThreaderBase::SetGlobalDefaultNumberOfThreads(static_cast<itk::ThreadIdType>(count));
}

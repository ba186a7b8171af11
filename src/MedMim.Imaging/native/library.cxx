// The library as a whole: versions, threads.
#include "itkMultiThreaderBase.h"
#include "itkVersion.h"

#include "medmim_itk.h"

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

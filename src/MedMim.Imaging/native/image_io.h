// ITK's reader and writer of a format, by name.
#ifndef MEDMIM_IMAGE_IO_H
#define MEDMIM_IMAGE_IO_H

#include <stdexcept>

#include "itkImageIOBase.h"
#include "itkMetaImageIO.h"
#include "itkNiftiImageIO.h"
#include "itkNrrdImageIO.h"

#include "medmim_itk.h"

namespace medmim
{
inline itk::ImageIOBase::Pointer
MakeImageIO(int format)
{
  switch (format)
  {
    case medmim_nifti:
      return itk::NiftiImageIO::New().GetPointer();
    case medmim_nrrd:
      return itk::NrrdImageIO::New().GetPointer();
    case medmim_metaimage:
      return itk::MetaImageIO::New().GetPointer();
    default:
      throw std::invalid_argument("no such volume format");
  }
}
} // namespace medmim

#endif

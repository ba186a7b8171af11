// WriteImage: .nii, .nii.gz, .nrrd, .mha; the format follows from the name's end.
#include <string>

#include "itkImageFileWriter.h"

#include "guard.h"
#include "image.h"
#include "image_io.h"
#include "voxel_type.h"

namespace
{
bool
EndsWith(const std::string & text, const std::string & end)
{
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

int
FormatOf(const std::string & path)
{
  if (EndsWith(path, ".nii") || EndsWith(path, ".nii.gz"))
  {
    return medmim_nifti;
  }
  if (EndsWith(path, ".nrrd"))
  {
    return medmim_nrrd;
  }
  if (EndsWith(path, ".mha"))
  {
    return medmim_metaimage;
  }
  throw std::invalid_argument("the name must end in .nii, .nii.gz, .nrrd or .mha");
}
} // namespace

int
medmim_itk_write_image(
  const char * path, int type, const medmim_geometry * geometry, const void * voxels, char * message, int capacity)
{
  return medmim::Guard(message, capacity, [&] {
    const int format = FormatOf(path);
    medmim::WithVoxelType(type, [&](auto zero) {
      using T = decltype(zero);
      auto writer = itk::ImageFileWriter<medmim::Image<T>>::New();
      writer->SetImageIO(medmim::MakeImageIO(format));
      writer->SetInput(medmim::Wrap(*geometry, static_cast<const T *>(voxels)));
      writer->SetFileName(path);
      writer->SetUseCompression(!EndsWith(path, ".nii"));
      writer->Update();
    });
  });
}

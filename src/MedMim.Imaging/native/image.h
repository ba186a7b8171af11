// ITK images over the caller's buffers.
#ifndef MEDMIM_IMAGE_H
#define MEDMIM_IMAGE_H

#include <algorithm>
#include <stdexcept>

#include "itkImage.h"
#include "itkImportImageFilter.h"

#include "medmim_itk.h"

namespace medmim
{
template <typename T>
using Image = itk::Image<T, 3>;

inline itk::ImageRegion<3>
RegionOf(const medmim_geometry & geometry)
{
  itk::Size<3> size;
  for (unsigned int axis = 0; axis < 3; ++axis)
  {
    if (geometry.size[axis] < 1)
    {
      throw std::invalid_argument("a grid needs at least one voxel along each axis");
    }
    if (!(geometry.spacing[axis] > 0))
    {
      throw std::invalid_argument("spacing must be positive");
    }
    size[axis] = static_cast<itk::SizeValueType>(geometry.size[axis]);
  }
  return itk::ImageRegion<3>(size);
}

inline itk::Matrix<double, 3, 3>
DirectionOf(const medmim_geometry & geometry)
{
  itk::Matrix<double, 3, 3> direction;
  for (unsigned int row = 0; row < 3; ++row)
  {
    for (unsigned int column = 0; column < 3; ++column)
    {
      direction[row][column] = geometry.direction[3 * row + column];
    }
  }
  return direction;
}

/// An image that reads the caller's voxels in place.
template <typename T>
typename Image<T>::Pointer
Wrap(const medmim_geometry & geometry, const T * voxels)
{
  auto importer = itk::ImportImageFilter<T, 3>::New();
  const auto region = RegionOf(geometry);
  importer->SetRegion(region);
  importer->SetSpacing(geometry.spacing);
  importer->SetOrigin(geometry.origin);
  importer->SetDirection(DirectionOf(geometry));
  importer->SetImportPointer(const_cast<T *>(voxels), region.GetNumberOfPixels(), false);
  importer->Update();
  typename Image<T>::Pointer image = importer->GetOutput();
  image->DisconnectPipeline();
  return image;
}

/// A mask of zeros and ones from one in which anything but zero is foreground.
inline Image<uint8_t>::Pointer
WrapMask(const medmim_geometry & geometry, const uint8_t * mask)
{
  auto image = Image<uint8_t>::New();
  const auto region = RegionOf(geometry);
  image->SetRegions(region);
  image->SetSpacing(geometry.spacing);
  image->SetOrigin(geometry.origin);
  image->SetDirection(DirectionOf(geometry));
  image->Allocate();
  std::transform(mask, mask + region.GetNumberOfPixels(), image->GetBufferPointer(), [](uint8_t v) {
    return static_cast<uint8_t>(v != 0);
  });
  return image;
}

template <typename T>
void
CopyOut(const Image<T> & image, T * voxels)
{
  std::copy_n(image.GetBufferPointer(), image.GetBufferedRegion().GetNumberOfPixels(), voxels);
}
} // namespace medmim

#endif

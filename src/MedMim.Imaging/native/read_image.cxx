// ReadImage: a file's header, then its voxels in the type that the file has.
#include <limits>
#include <stdexcept>

#include "guard.h"
#include "image_io.h"

namespace
{
using IOComponent = itk::IOComponentEnum;

int32_t
ComponentOf(IOComponent type)
{
  static_assert(sizeof(short) == 2 && sizeof(int) == 4 && sizeof(long) == 8, "LP64");
  switch (type)
  {
    case IOComponent::UCHAR:
      return medmim_uint8;
    case IOComponent::CHAR:
      return medmim_int8;
    case IOComponent::SHORT:
      return medmim_int16;
    case IOComponent::USHORT:
      return medmim_uint16;
    case IOComponent::INT:
      return medmim_int32;
    case IOComponent::UINT:
      return medmim_uint32;
    case IOComponent::LONG:
    case IOComponent::LONGLONG:
      return medmim_int64;
    case IOComponent::ULONG:
    case IOComponent::ULONGLONG:
      return medmim_uint64;
    case IOComponent::FLOAT:
      return medmim_float32;
    case IOComponent::DOUBLE:
      return medmim_float64;
    default:
      return medmim_unknown;
  }
}

itk::ImageIOBase::Pointer
Open(const char * path, int format)
{
  auto io = medmim::MakeImageIO(format);
  io->SetFileName(path);
  io->ReadImageInformation();
  return io;
}

/// Formats may give an axis a negative spacing; ITK's images turn the axis round instead.
void
FillGeometry(const itk::ImageIOBase & io, medmim_geometry & geometry)
{
  const unsigned int dimension = io.GetNumberOfDimensions();
  for (unsigned int axis = 0; axis < 3; ++axis)
  {
    const bool present = axis < dimension;
    const double spacing = present ? io.GetSpacing(axis) : 1.0;
    const double sign = spacing < 0 ? -1.0 : 1.0;
    geometry.size[axis] = present ? static_cast<int64_t>(io.GetDimensions(axis)) : 1;
    geometry.spacing[axis] = sign * spacing;
    geometry.origin[axis] = present ? io.GetOrigin(axis) : 0.0;
    for (unsigned int row = 0; row < 3; ++row)
    {
      const double identity = row == axis ? 1.0 : 0.0;
      const bool given = present && row < dimension;
      geometry.direction[3 * row + axis] = given ? sign * io.GetDirection(axis)[row] : identity;
    }
  }
}

int64_t
LengthBeyondThird(const itk::ImageIOBase & io)
{
  int64_t product = 1;
  for (unsigned int axis = 3; axis < io.GetNumberOfDimensions(); ++axis)
  {
    const auto length = static_cast<int64_t>(io.GetDimensions(axis));
    if (length > 1 && product > std::numeric_limits<int32_t>::max() / length)
    {
      throw std::out_of_range("the header's dimensions are beyond all bounds");
    }
    product *= length;
  }
  return product;
}
} // namespace

int
medmim_itk_read_information(
  const char * path, int format, medmim_image_information * information, char * message, int capacity)
{
  return medmim::Guard(message, capacity, [&] {
    const auto io = Open(path, format);
    information->dimension = static_cast<int32_t>(io->GetNumberOfDimensions());
    information->components = static_cast<int32_t>(io->GetNumberOfComponents());
    information->component = ComponentOf(io->GetComponentType());
    information->is_scalar = io->GetPixelType() == itk::IOPixelEnum::SCALAR ? 1 : 0;
    information->further = LengthBeyondThird(*io);
    FillGeometry(*io, information->geometry);
  });
}

int
medmim_itk_read_voxels(const char * path, int format, void * voxels, int64_t bytes, char * message, int capacity)
{
  return medmim::Guard(message, capacity, [&] {
    const auto io = Open(path, format);
    if (static_cast<int64_t>(io->GetImageSizeInBytes()) != bytes)
    {
      throw std::length_error("the file is not the one whose header was read");
    }
    itk::ImageIORegion region(io->GetNumberOfDimensions());
    for (unsigned int axis = 0; axis < io->GetNumberOfDimensions(); ++axis)
    {
      region.SetSize(axis, io->GetDimensions(axis));
      region.SetIndex(axis, 0);
    }
    io->SetIORegion(region);
    io->Read(voxels);
  });
}

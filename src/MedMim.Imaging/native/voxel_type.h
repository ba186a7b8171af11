// From a voxel type's number to a C++ type.
#ifndef MEDMIM_VOXEL_TYPE_H
#define MEDMIM_VOXEL_TYPE_H

#include <stdexcept>

#include "medmim_itk.h"

namespace medmim
{
/// Calls `body` with a value of the voxel type; only its type is used.
template <typename TBody>
void
WithVoxelType(int type, TBody && body)
{
  switch (type)
  {
    case medmim_uint8:
      return body(uint8_t{});
    case medmim_int16:
      return body(int16_t{});
    case medmim_uint16:
      return body(uint16_t{});
    case medmim_int32:
      return body(int32_t{});
    case medmim_float32:
      return body(float{});
    default:
      throw std::invalid_argument("no such voxel type");
  }
}
} // namespace medmim

#endif

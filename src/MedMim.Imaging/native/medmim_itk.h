// The C interface of the ITK shim, called from MedMim.Imaging.Itk.NativeMethods.
//
// Voxels lie in C order [z, y, x], which is ITK's own order. Geometries are in the order x, y, z, in physical LPS
// millimetres. Every function but the first three returns 0, or 1 after an exception, whose text it leaves in `message`
// (at most `capacity` bytes with the closing zero). Buffers belong to the caller and are as long as the geometry says.
#ifndef MEDMIM_ITK_H
#define MEDMIM_ITK_H

#include <cstdint>

#define MEDMIM_API extern "C" __attribute__((visibility("default")))

/// Grows whenever a signature or structure below changes; ItkLibrary checks it.
constexpr int medmim_itk_interface_version = 1;

/// Numbers of MedMim.Imaging.Itk.NativeComponent; the first five are MedMim.Imaging.Volumes.VoxelType.
enum medmim_component : int32_t
{
  medmim_uint8 = 0,
  medmim_int16 = 1,
  medmim_uint16 = 2,
  medmim_int32 = 3,
  medmim_float32 = 4,
  medmim_int8 = 5,
  medmim_uint32 = 6,
  medmim_int64 = 7,
  medmim_uint64 = 8,
  medmim_float64 = 9,
  medmim_unknown = 10
};

/// Numbers of MedMim.Imaging.Formats.VolumeFormat.
enum medmim_format : int32_t
{
  medmim_nifti = 0,
  medmim_nrrd = 1,
  medmim_metaimage = 2
};

/// A grid. Column j of the direction matrix, which is stored by rows, is the unit vector of axis j.
struct medmim_geometry
{
  int64_t size[3];
  double spacing[3];
  double origin[3];
  double direction[9];
};

/// A file's header. `further` is the product of the lengths of the axes beyond the third.
struct medmim_image_information
{
  int32_t dimension;
  int32_t components;
  int32_t component;
  int32_t is_scalar;
  int64_t further;
  medmim_geometry geometry;
};

MEDMIM_API int medmim_itk_interface();
MEDMIM_API const char * medmim_itk_version();
MEDMIM_API int medmim_itk_get_threads();
MEDMIM_API void medmim_itk_set_threads(int count);

MEDMIM_API int medmim_itk_read_information(
  const char * path, int format, medmim_image_information * information, char * message, int capacity);

MEDMIM_API int medmim_itk_read_voxels(
  const char * path, int format, void * voxels, int64_t bytes, char * message, int capacity);

MEDMIM_API int medmim_itk_write_image(
  const char * path, int type, const medmim_geometry * geometry, const void * voxels, char * message, int capacity);

MEDMIM_API int medmim_itk_resample(
  int type, const medmim_geometry * from, const void * voxels, const medmim_geometry * to, void * result,
  int interpolator, double outside, char * message, int capacity);

MEDMIM_API int medmim_itk_n4_bias_field_correction(
  const medmim_geometry * geometry, const float * image, const uint8_t * mask, const int * iterations, int levels,
  double threshold, int control_points, int shrink, double width, float * corrected, char * message, int capacity);

MEDMIM_API int medmim_itk_connected_component(
  const medmim_geometry * geometry, const uint8_t * mask, int fully_connected, int32_t * labels, int32_t * count,
  char * message, int capacity);

MEDMIM_API int medmim_itk_signed_maurer_distance_map(
  const medmim_geometry * geometry, const uint8_t * mask, double * distances, char * message, int capacity);

MEDMIM_API int medmim_itk_otsu_threshold(
  const medmim_geometry * geometry, const float * image, int bins, double * threshold, char * message, int capacity);

MEDMIM_API int medmim_itk_binary_morphology(
  const medmim_geometry * geometry, const uint8_t * mask, int operation, const int * radius, uint8_t * result,
  char * message, int capacity);

MEDMIM_API int medmim_itk_binary_fillhole(
  const medmim_geometry * geometry, const uint8_t * mask, int fully_connected, uint8_t * result,
  char * message, int capacity);

#endif

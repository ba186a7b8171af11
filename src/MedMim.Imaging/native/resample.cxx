// Resample: the identity transform, onto another grid.
#include <cmath>
#include <limits>
#include <type_traits>

#include "itkBSplineInterpolateImageFunction.h"
#include "itkLinearInterpolateImageFunction.h"
#include "itkNearestNeighborInterpolateImageFunction.h"
#include "itkResampleImageFilter.h"

#include "guard.h"
#include "image.h"
#include "voxel_type.h"

namespace
{
enum Interpolator
{
  NearestNeighbor = 0,
  Linear = 1,
  BSpline = 2
};

template <typename TImage>
typename itk::InterpolateImageFunction<TImage, double>::Pointer
MakeInterpolator(int interpolator)
{
  switch (interpolator)
  {
    case NearestNeighbor:
      return itk::NearestNeighborInterpolateImageFunction<TImage, double>::New().GetPointer();
    case Linear:
      return itk::LinearInterpolateImageFunction<TImage, double>::New().GetPointer();
    case BSpline:
    {
      auto spline = itk::BSplineInterpolateImageFunction<TImage, double, double>::New();
      spline->SetSplineOrder(3);
      return spline.GetPointer();
    }
    default:
      throw std::invalid_argument("no such interpolator");
  }
}

template <typename T, typename TOut>
typename medmim::Image<TOut>::Pointer
Run(const medmim_geometry & from, const T * voxels, const medmim_geometry & to, int interpolator, double outside)
{
  using Filter = itk::ResampleImageFilter<medmim::Image<T>, medmim::Image<TOut>, double, double>;
  auto filter = Filter::New();
  filter->SetInput(medmim::Wrap(from, voxels));
  filter->SetInterpolator(MakeInterpolator<medmim::Image<T>>(interpolator));
  filter->SetDefaultPixelValue(static_cast<TOut>(outside));
  filter->SetSize(medmim::RegionOf(to).GetSize());
  filter->SetOutputSpacing(to.spacing);
  filter->SetOutputOrigin(to.origin);
  filter->SetOutputDirection(medmim::DirectionOf(to));
  filter->Update();
  return filter->GetOutput();
}

template <typename T>
T
RoundAndClip(double value)
{
  const double low = std::numeric_limits<T>::lowest();
  const double high = std::numeric_limits<T>::max();
  return static_cast<T>(std::clamp(std::nearbyint(value), low, high));
}
} // namespace

int
medmim_itk_resample(
  int type, const medmim_geometry * from, const void * voxels, const medmim_geometry * to, void * result,
  int interpolator, double outside, char * message, int capacity)
{
  return medmim::Guard(message, capacity, [&] {
    medmim::WithVoxelType(type, [&](auto zero) {
      using T = decltype(zero);
      const auto source = static_cast<const T *>(voxels);
      const auto target = static_cast<T *>(result);
      if (std::is_floating_point_v<T> || interpolator == NearestNeighbor)
      {
        medmim::CopyOut(*Run<T, T>(*from, source, *to, interpolator, outside), target);
        return;
      }
      // ITK cuts off the fraction of an integer result; we round it, so go through floating point.
      const auto image = Run<T, double>(*from, source, *to, interpolator, outside);
      const double * values = image->GetBufferPointer();
      std::transform(values, values + image->GetBufferedRegion().GetNumberOfPixels(), target, RoundAndClip<T>);
    });
  });
}

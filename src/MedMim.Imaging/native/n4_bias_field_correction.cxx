// N4BiasFieldCorrection: the field is estimated on a shrunken image and evaluated on the full grid.
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "itkBSplineControlPointImageFilter.h"
#include "itkN4BiasFieldCorrectionImageFilter.h"
#include "itkShrinkImageFilter.h"

#include "guard.h"
#include "image.h"

namespace
{
using FloatImage = medmim::Image<float>;
using MaskImage = medmim::Image<uint8_t>;
using N4 = itk::N4BiasFieldCorrectionImageFilter<FloatImage, MaskImage, FloatImage>;

/// Thin axes are shrunk less: at least eight samples stay, where there are as many.
std::array<unsigned int, 3>
ShrinkFactors(const medmim_geometry & geometry, int shrink)
{
  std::array<unsigned int, 3> factors{};
  for (unsigned int axis = 0; axis < 3; ++axis)
  {
    const int64_t most = std::max<int64_t>(1, geometry.size[axis] / 8);
    factors[axis] = static_cast<unsigned int>(std::clamp<int64_t>(shrink, 1, most));
  }
  return factors;
}

template <typename TImage>
typename TImage::Pointer
Shrink(TImage * image, const std::array<unsigned int, 3> & factors)
{
  auto filter = itk::ShrinkImageFilter<TImage, TImage>::New();
  filter->SetInput(image);
  for (unsigned int axis = 0; axis < 3; ++axis)
  {
    filter->SetShrinkFactor(axis, factors[axis]);
  }
  filter->Update();
  return filter->GetOutput();
}

MaskImage::Pointer
MaskOf(const medmim_geometry & geometry, const float * image, const uint8_t * mask)
{
  if (mask != nullptr)
  {
    return medmim::WrapMask(geometry, mask);
  }
  const auto count = medmim::RegionOf(geometry).GetNumberOfPixels();
  std::vector<uint8_t> positive(count);
  std::transform(image, image + count, positive.begin(), [](float v) { return static_cast<uint8_t>(v > 0); });
  return medmim::WrapMask(geometry, positive.data());
}

/// Divides by the exponential of the log field on the whole grid.
void
DivideByField(const N4 & n4, FloatImage & image, float * corrected)
{
  using Lattice = N4::BiasFieldControlPointLatticeType;
  auto spline = itk::BSplineControlPointImageFilter<Lattice, N4::ScalarImageType>::New();
  spline->SetInput(n4.GetLogBiasFieldControlPointLattice());
  spline->SetSplineOrder(n4.GetSplineOrder());
  spline->SetSize(image.GetLargestPossibleRegion().GetSize());
  spline->SetOrigin(image.GetOrigin());
  spline->SetDirection(image.GetDirection());
  spline->SetSpacing(image.GetSpacing());
  spline->Update();
  const auto * field = spline->GetOutput()->GetBufferPointer();
  const auto count = image.GetBufferedRegion().GetNumberOfPixels();
  std::transform(image.GetBufferPointer(), image.GetBufferPointer() + count, field, corrected, [](float v, const auto & f) {
    return static_cast<float>(v / std::exp(static_cast<double>(f[0])));
  });
}
} // namespace

int
medmim_itk_n4_bias_field_correction(
  const medmim_geometry * geometry, const float * voxels, const uint8_t * mask_voxels, const int * iterations, int levels,
  double threshold, int control_points, int shrink, double width, float * corrected, char * message, int capacity)
{
  return medmim::Guard(message, capacity, [&] {
    if (levels < 1 || levels > 8 || control_points < 4)
    {
      throw std::invalid_argument("N4 needs 1 to 8 levels and at least 4 control points");
    }
    const auto image = medmim::Wrap(*geometry, voxels);
    const auto factors = ShrinkFactors(*geometry, shrink);
    const auto mask = Shrink(MaskOf(*geometry, voxels, mask_voxels).GetPointer(), factors);
    const auto count = mask->GetBufferedRegion().GetNumberOfPixels();
    if (std::count(mask->GetBufferPointer(), mask->GetBufferPointer() + count, 1) == 0)
    {
      throw std::invalid_argument("the mask holds no voxel on the shrunken grid");
    }

    auto n4 = N4::New();
    n4->SetInput(Shrink(image.GetPointer(), factors));
    n4->SetMaskImage(mask);
    n4->SetMaskLabel(1);
    n4->SetUseMaskLabel(true);
    N4::VariableSizeArrayType most(static_cast<unsigned int>(levels));
    N4::ArrayType fitting_levels;
    N4::ArrayType points;
    fitting_levels.Fill(static_cast<unsigned int>(levels));
    points.Fill(static_cast<unsigned int>(control_points));
    std::copy_n(iterations, levels, most.begin());
    n4->SetMaximumNumberOfIterations(most);
    n4->SetNumberOfFittingLevels(fitting_levels);
    n4->SetNumberOfControlPoints(points);
    n4->SetConvergenceThreshold(threshold);
    n4->SetBiasFieldFullWidthAtHalfMaximum(width);
    n4->Update();
    DivideByField(*n4, *image, corrected);
  });
}

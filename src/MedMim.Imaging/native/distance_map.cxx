// SignedMaurerDistanceMap: millimetres, negative inside.
#include <limits>

#include "itkSignedMaurerDistanceMapImageFilter.h"

#include "guard.h"
#include "image.h"

int
medmim_itk_signed_maurer_distance_map(
  const medmim_geometry * geometry, const uint8_t * mask, double * distances, char * message, int capacity)
{
  return medmim::Guard(message, capacity, [&] {
    const auto image = medmim::WrapMask(*geometry, mask);
    const auto count = image->GetBufferedRegion().GetNumberOfPixels();
    const auto first = image->GetBufferPointer();
    const auto inside = static_cast<itk::SizeValueType>(std::count(first, first + count, 1));
    if (inside == 0 || inside == count)
    {
      // There is no border; ITK would answer with a large finite number.
      const double infinity = std::numeric_limits<double>::infinity();
      std::fill_n(distances, count, inside == 0 ? infinity : -infinity);
      return;
    }
    auto filter = itk::SignedMaurerDistanceMapImageFilter<medmim::Image<uint8_t>, medmim::Image<double>>::New();
    filter->SetInput(image);
    filter->SetBackgroundValue(0);
    filter->SetUseImageSpacing(true);
    filter->SetSquaredDistance(false);
    filter->SetInsideIsPositive(false);
    filter->Update();
    medmim::CopyOut<double>(*filter->GetOutput(), distances);
  });
}

// OtsuThreshold.
#include "itkOtsuThresholdImageFilter.h"

#include "guard.h"
#include "image.h"

int
medmim_itk_otsu_threshold(
  const medmim_geometry * geometry, const float * voxels, int bins, double * threshold, char * message, int capacity)
{
  return medmim::Guard(message, capacity, [&] {
    if (bins < 2)
    {
      throw std::invalid_argument("Otsu's histogram needs at least 2 bins");
    }
    auto filter = itk::OtsuThresholdImageFilter<medmim::Image<float>, medmim::Image<uint8_t>>::New();
    filter->SetInput(medmim::Wrap(*geometry, voxels));
    filter->SetNumberOfHistogramBins(static_cast<unsigned int>(bins));
    filter->Update();
    *threshold = filter->GetThreshold();
  });
}

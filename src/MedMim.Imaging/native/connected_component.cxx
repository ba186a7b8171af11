// ConnectedComponent: labels 1 to count, in the order of their first voxel.
#include "itkConnectedComponentImageFilter.h"

#include "guard.h"
#include "image.h"

int
medmim_itk_connected_component(
  const medmim_geometry * geometry, const uint8_t * mask, int fully_connected, int32_t * labels, int32_t * count,
  char * message, int capacity)
{
  return medmim::Guard(message, capacity, [&] {
    using Labels = medmim::Image<int32_t>;
    auto filter = itk::ConnectedComponentImageFilter<medmim::Image<uint8_t>, Labels>::New();
    filter->SetInput(medmim::WrapMask(*geometry, mask));
    filter->SetFullyConnected(fully_connected != 0);
    filter->SetBackgroundValue(0);
    filter->Update();
    *count = static_cast<int32_t>(filter->GetObjectCount());
    medmim::CopyOut<int32_t>(*filter->GetOutput(), labels);
  });
}

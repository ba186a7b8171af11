// BinaryMorphologicalClosing and Opening, BinaryDilate, BinaryErode, BinaryFillhole.
#include "itkBinaryDilateImageFilter.h"
#include "itkBinaryErodeImageFilter.h"
#include "itkBinaryFillholeImageFilter.h"
#include "itkBinaryMorphologicalClosingImageFilter.h"
#include "itkBinaryMorphologicalOpeningImageFilter.h"
#include "itkFlatStructuringElement.h"

#include "guard.h"
#include "image.h"

namespace
{
using MaskImage = medmim::Image<uint8_t>;
using Ball = itk::FlatStructuringElement<3>;

enum Operation
{
  Closing = 0,
  Opening = 1,
  Dilation = 2,
  Erosion = 3
};

template <typename TFilter>
void
Run(TFilter * filter, const MaskImage * mask, const Ball & ball, uint8_t * result)
{
  filter->SetInput(mask);
  filter->SetKernel(ball);
  filter->SetForegroundValue(1);
  filter->Update();
  medmim::CopyOut<uint8_t>(*filter->GetOutput(), result);
}
} // namespace

int
medmim_itk_binary_morphology(
  const medmim_geometry * geometry, const uint8_t * voxels, int operation, const int * radius, uint8_t * result,
  char * message, int capacity)
{
  return medmim::Guard(message, capacity, [&] {
    Ball::RadiusType size;
    for (unsigned int axis = 0; axis < 3; ++axis)
    {
      if (radius[axis] < 0)
      {
        throw std::invalid_argument("a radius cannot be negative");
      }
      size[axis] = static_cast<itk::SizeValueType>(radius[axis]);
    }
    const auto ball = Ball::Ball(size);
    const auto mask = medmim::WrapMask(*geometry, voxels);
    switch (operation)
    {
      case Closing:
        return Run(
          itk::BinaryMorphologicalClosingImageFilter<MaskImage, MaskImage, Ball>::New().GetPointer(), mask, ball, result);
      case Opening:
        return Run(
          itk::BinaryMorphologicalOpeningImageFilter<MaskImage, MaskImage, Ball>::New().GetPointer(), mask, ball, result);
      case Dilation:
        return Run(itk::BinaryDilateImageFilter<MaskImage, MaskImage, Ball>::New().GetPointer(), mask, ball, result);
      case Erosion:
        return Run(itk::BinaryErodeImageFilter<MaskImage, MaskImage, Ball>::New().GetPointer(), mask, ball, result);
      default:
        throw std::invalid_argument("no such operation");
    }
  });
}

int
medmim_itk_binary_fillhole(
  const medmim_geometry * geometry, const uint8_t * voxels, int fully_connected, uint8_t * result,
  char * message, int capacity)
{
  return medmim::Guard(message, capacity, [&] {
    auto filter = itk::BinaryFillholeImageFilter<MaskImage>::New();
    filter->SetInput(medmim::WrapMask(*geometry, voxels));
    filter->SetForegroundValue(1);
    filter->SetFullyConnected(fully_connected != 0);
    filter->Update();
    medmim::CopyOut<uint8_t>(*filter->GetOutput(), result);
  });
}

using TorchSharp;

namespace MedMim.Training.Devices;

/// <summary>Where a model lies.</summary>
public static class ModelDevice
{
    /// <summary>The device of its parameters; the processor for a model without any.</summary>
    public static torch.Device Of(torch.nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.parameters().FirstOrDefault()?.device ?? torch.CPU;
    }
}

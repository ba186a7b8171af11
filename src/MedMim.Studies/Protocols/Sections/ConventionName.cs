using System.Text.Json.Serialization;

namespace MedMim.Studies.Protocols.Sections;

/// <summary>Whose surfaces, percentiles and empty masks the metrics follow.</summary>
public enum ConventionName
{
    /// <summary>MetricsReloaded's.</summary>
    MetricsReloaded,

    /// <summary>That of DeepMind's surface-distance.</summary>
    [JsonStringEnumMemberName("deepmind")]
    DeepMind,

    /// <summary>MONAI's.</summary>
    Monai,
}

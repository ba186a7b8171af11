namespace MedMim.Cli.Tests.Pipeline;

/// <summary>Protocols with budgets of seconds: they prove the way, not the figures.</summary>
internal static class TinyProtocols
{
    public const string Phantom = """
        medmim: 1
        name: tiny-phantom
        title: Tiny phantom study
        seed: 7
        data:
          phantom: { patients: 6, slices: 24, columns: 64, pixel_spacing: 5.25, slice_spacing: 6, tumour_probability: 1 }
          labels:
            source: rtstruct
            structures: { tumour: ["GTV*"] }
          modalities: [CT]
        preparation: { spacing: [6, 6, 6] }
        split: { test_fraction: 0.4 }
        model: { preset: resenc-tiny, patch_size: [16, 32, 32] }
        pretraining: { steps: 6, warmup_steps: 1, checkpoint_every: 2, montage_every: 3 }
        finetuning: { steps: 6, warmup_steps: 1, checkpoint_every: 2 }
        detection: { steps: 4, warmup_steps: 1, checkpoint_every: 2 }
        evaluation: { bootstrap: 200, baselines: [threshold, ellipsoid] }
        """;

    public const string Comparison = """
        medmim: 1
        name: tiny-comparison
        title: Tiny comparison on made volumes
        seed: 7
        data:
          archive: made
          labels:
            source: volumes
            names: { ball: 1 }
        preparation: { crop: none }
        model: { preset: resenc-tiny, patch_size: [16, 16, 16] }
        comparison:
          arms:
            scratch: none
            uniform: { masking: { strategy: uniform } }
            loss-guided: { masking: { strategy: loss-guided } }
          references: [scratch, uniform]
          labelled: [2, all]
          folds: 2
          seeds: [1]
          pairing: rotate
        pretraining: { steps: 8, checkpoint_every: 2, montage_every: 8, masking: { mask_ratio: 0.5 } }
        finetuning: { steps: 12, warmup_steps: 1, checkpoint_every: 2 }
        prediction: { step: 1 }
        evaluation: { bootstrap: 200 }
        """;

    public const string Sarcoma = """
        medmim: 1
        name: tiny-sarcoma
        title: Two sarcoma patients, each with CT and PET
        seed: 7
        data:
          archive: tumour_sts/dicom
          labels:
            source: rtstruct
            structures: { tumour: ["GTV*"] }
          channels:
            - { name: ct, modality: CT }
            - { name: pet, modality: PT }
        preparation: { spacing: [4, 3, 3] }
        split: { test_fraction: 0.5 }
        model: { preset: resenc-tiny, patch_size: [16, 32, 32] }
        pretraining: { steps: 3, warmup_steps: 1 }
        finetuning: { steps: 3, warmup_steps: 1 }
        evaluation: { bootstrap: 200, baselines: [ellipsoid] }
        """;

    public const string Hippocampus = """
        medmim: 1
        name: tiny-hippocampus
        title: Twenty-four hippocampi
        seed: 7
        data:
          archive: seg_hippocampus
          labels:
            source: volumes
            names: { anterior: 1, posterior: 2 }
        split: { test_fraction: 0.3 }
        model: { preset: resenc-tiny, patch_size: [32, 32, 32] }
        pretraining: { steps: 3, warmup_steps: 1 }
        finetuning: { steps: 3, warmup_steps: 1 }
        prediction: { step: 1 }
        evaluation: { bootstrap: 200 }   # with the baselines, each fitted label by label
        """;

    public const string MadeVolumes = """
        medmim: 1
        name: tiny-made
        title: Made volumes, from scratch only
        seed: 7
        data:
          archive: made
          labels:
            source: volumes
            names: { ball: 1 }
        preparation: { spacing: [1.5, 1.25, 1.25] }
        split: { test_fraction: 0.5 }
        model: { preset: resenc-tiny, patch_size: [16, 16, 16] }
        finetuning: { arms: [scratch], steps: 4, warmup_steps: 1 }
        evaluation: { bootstrap: 100, baselines: [] }
        """;
}

using System.CommandLine;
using MedMim.Datasets.Store;
using MedMim.Imaging.Formats;

namespace MedMim.Cli.Verbs;

/// <summary><c>medmim export STORE ID --out FILE</c>: a volume of a store as a NIfTI, NRRD or MetaImage file.</summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        var store = new Argument<DirectoryInfo>("STORE") { Description = "The store." };
        var id = new Argument<string>("ID") { Description = "A series' pseudonym, as in catalog.parquet, reports and predictions." };
        var file = new Option<FileInfo>("--out")
        {
            Description = "The file to write; .nii.gz, .nii, .nrrd or .mha decides its format.",
            HelpName = "FILE",
            Required = true,
        };
        var part = new Option<ExportPart>("--part") { Description = "What of it: image (the default), label or tissue." };
        var wide = new Option<bool>("--nifti2")
        {
            Description = "Write NIfTI-2, which holds the grid in full precision but is not read by every program.",
        };
        var command = new Command("export", "Writes a volume of a store into a file for other programs.") { store, id, file, part, wide };
        command.SetVerb((parsed, _, _) =>
        {
            VolumeExport.Execute(
                ScanStore.Open(parsed.GetRequiredValue(store).FullName), parsed.GetRequiredValue(id), parsed.GetValue(part),
                parsed.GetRequiredValue(file).FullName, parsed.GetValue(wide) ? NiftiVersion.Nifti2 : NiftiVersion.Nifti1);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}

namespace MedMim.Imaging.Workers;

/// <summary>The kinds of request.</summary>
internal enum WorkerTask
{
    /// <summary>Say what each of the files is: one reply a file, in order, then <see cref="WorkerReply.Done"/>.</summary>
    Inspect = 0,

    /// <summary>Read a volume into the <c>.npy</c> file that the path names.</summary>
    ReadVolume = 1,

    /// <summary>Read an RT Structure Set.</summary>
    ReadStructures = 2,

    /// <summary>Write a DICOM file: the attachment is the data set (<see cref="Dicom.DatasetCodec"/>), then the pixels.</summary>
    Write = 3,

    /// <summary>Read what a DICOM Segmentation says of itself.</summary>
    ReadSegmentation = 4,

    /// <summary>Read segments into the <c>.npy</c> file that the path names.</summary>
    ReadSegments = 5,

    /// <summary>De-identify the first file that the paths name into the second.</summary>
    Deidentify = 6,

    /// <summary>Write a DICOM Segmentation of a series.</summary>
    WriteSegmentation = 7,
}

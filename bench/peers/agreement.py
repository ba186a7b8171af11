"""How far predictions of a scan and of the same scan saved in another way agree.

Usage: /usr/bin/python3 bench/peers/agreement.py MEDMIM MODEL SCANS WORK [COUNT]

Saves every NIfTI scan of SCANS (the first COUNT) anew with nibabel: axes flipped, axes exchanged, both, and as a DICOM series
with pydicom; predicts each with MEDMIM and MODEL; brings all label volumes to RAS and counts the voxels that differ from those
of the scan as it was. Needs Debian's python3-nibabel and python3-pydicom.
"""
import os
import pathlib
import shutil
import subprocess
import sys

import nibabel
import numpy
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

MR = "1.2.840.10008.5.1.4.1.1.4"


def turned(image, axes, flips):
    """The image with array axes exchanged and reversed; every voxel stays where it is in space."""
    order = numpy.array([[axes.index(i), -1 if flips[axes.index(i)] else 1] for i in range(3)])
    return image.as_reoriented(order)


def write_dicom(image, folder, name):
    values = numpy.asanyarray(image.dataobj)
    if not numpy.array_equal(values, numpy.rint(values)) or abs(values).max() > 32767:
        return  # DICOM's 16 bits cannot hold it.
    affine = numpy.diag([-1, -1, 1, 1]) @ image.affine
    spacing = numpy.linalg.norm(affine[:3, :3], axis=0)
    axes = affine[:3, :3] / spacing
    study, series, frame = generate_uid(), generate_uid(), generate_uid()
    os.makedirs(folder)
    for k in range(values.shape[2]):
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID = MR
        meta.MediaStorageSOPInstanceUID = generate_uid()
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        data = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
        data.SOPClassUID, data.SOPInstanceUID = MR, meta.MediaStorageSOPInstanceUID
        data.StudyInstanceUID, data.SeriesInstanceUID, data.FrameOfReferenceUID = study, series, frame
        data.PatientID, data.PatientName, data.Modality = name, name, "MR"
        data.InstanceNumber = k + 1
        number = lambda v: f"{v:.10g}"[:16]
        data.ImagePositionPatient = [number(v) for v in affine[:3, 3] + k * affine[:3, 2]]
        data.ImageOrientationPatient = [number(v) for v in (*axes[:, 0], *axes[:, 1])]
        data.PixelSpacing = [number(spacing[1]), number(spacing[0])]
        data.SliceThickness = number(spacing[2])
        pixels = numpy.ascontiguousarray(values[:, :, k].T.astype("<i2"))
        data.Rows, data.Columns = pixels.shape
        data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
        data.BitsAllocated = data.BitsStored = 16
        data.HighBit, data.PixelRepresentation = 15, 1
        data.PixelData = pixels.tobytes()
        data.is_little_endian, data.is_implicit_VR = True, False
        data.save_as(os.path.join(folder, f"{k:04d}.dcm"), write_like_original=False)


def predict(medmim, model, folder, output):
    """Label volumes in RAS, by the name of the scan's file or folder."""
    run = subprocess.run([medmim, "predict", model, folder, output, "--modality", "MR", "--device", "cpu"],
                         capture_output=True, text=True)
    if run.returncode != 0:
        raise SystemExit(run.stderr)
    labels = {}
    for line in run.stdout.strip().split("\n"):
        file, scan = line.split("  from ")
        name = scan.split("/")[0].removesuffix(".gz").removesuffix(".nii")
        labels[name] = numpy.asanyarray(nibabel.as_closest_canonical(nibabel.load(file)).dataobj)
    return labels


def main():
    medmim, model, scans, work = sys.argv[1:5]
    count = int(sys.argv[5]) if len(sys.argv) > 5 else 10
    files = sorted(pathlib.Path(scans).rglob("*.nii.gz"))[:count]
    if not files:
        raise SystemExit(f"{scans} holds no .nii.gz")
    shutil.rmtree(work, ignore_errors=True)
    images = {f"{i:03d}": nibabel.load(f) for i, f in enumerate(files)}
    variants = {
        "as it is": lambda image: image,
        "first axis flipped": lambda image: turned(image, (0, 1, 2), (True, False, False)),
        "all axes flipped": lambda image: turned(image, (0, 1, 2), (True, True, True)),
        "axes in reverse order": lambda image: turned(image, (2, 1, 0), (False, False, False)),
        "axes exchanged and flipped": lambda image: turned(image, (1, 2, 0), (False, True, True)),
        "as DICOM": None,
    }
    reference = None
    print(f"{len(files)} scans")
    print("| saved | scans | foreground voxels | differ | share of the foreground |")
    print("|---|---:|---:|---:|---:|")
    for title, change in variants.items():
        folder = os.path.join(work, title.replace(" ", "-"))
        for name, image in images.items():
            if change is None:
                write_dicom(image, os.path.join(folder, name), name)
            else:
                os.makedirs(folder, exist_ok=True)
                nibabel.save(change(image), os.path.join(folder, name + ".nii.gz"))
        labels = predict(medmim, model, folder, folder + "-labels")
        reference = reference or labels
        foreground = sum(int((v > 0).sum()) for v in labels.values())
        differ = sum(int((labels[n] != reference[n]).sum()) for n in labels)
        print(f"| {title} | {len(labels)} | {foreground} | {differ} | {differ / max(1, foreground):.6f} |", flush=True)


main()

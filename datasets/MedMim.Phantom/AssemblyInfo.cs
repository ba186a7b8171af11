using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("MedMim.Phantom.Tests")]

// The viewer of report.html: NiiVue shows one case of the gallery at a time, from volumes that lie in the page. Nothing is fetched.
(async () => {
  'use strict';
  const root = document.getElementById('viewer');
  const part = name => document.getElementById('viewer-' + name);
  const [choice, plane, canvas, slider, place, key, reference, prediction] =
    ['case', 'plane', 'canvas', 'slice', 'place', 'key', 'reference', 'prediction'].map(part);
  if (!document.createElement('canvas').getContext('webgl2') || !('DecompressionStream' in window)) {
    return; // The section keeps its note, and the pictures stand for it.
  }

  // What a voxel is: 1 in the reference alone, 2 in the prediction alone, 3 in both with one label, 4 in both with different labels.
  const colours = { missed: [240, 228, 66], excess: [86, 180, 233], both: [0, 158, 115], other: [213, 94, 0] };
  const planes = { axial: 2, coronal: 1, sagittal: 0 };
  const types = { axial: 0, coronal: 1, sagittal: 2 };
  const nv = new niivue.Niivue({
    logLevel: 'silent', backColor: [0, 0, 0, 1], crosshairWidth: 0, isRadiologicalConvention: true, sagittalNoseLeft: true,
    dragAndDropEnabled: false, scrollRequiresFocus: true, isAntiAlias: false, loadingText: '', sliceType: 0, atlasOutline: 0,
    dragMode: 3, clipPlaneHotKey: '', cycleClipPlaneHotKey: '', viewModeHotKey: '', isOrientationTextVisible: true, fontColor: [1, 1, 1, 1],
  });
  root.hidden = false;
  part('note').hidden = true;
  await nv.attachToCanvas(canvas);

  const volume = async (id, name, opacity) => {
    const packed = Uint8Array.from(atob(document.getElementById(id).textContent.trim()), c => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    return niivue.NVImage.new(await new Response(stream).arrayBuffer(), name, 'gray', opacity, null, 0, 255);
  };
  const axis = () => planes[plane.value];
  const count = () => nv.volumes[0].dimsRAS[axis() + 1];

  function paint() {
    const [r, p] = [reference.checked, prediction.checked];
    const of = [[0, 0, 0, 0],
      r ? [...colours.missed, 255] : [0, 0, 0, 0],
      p ? [...colours.excess, 255] : [0, 0, 0, 0],
      r && p ? [...colours.both, 255] : r ? [...colours.missed, 255] : p ? [...colours.excess, 255] : [0, 0, 0, 0],
      r && p ? [...colours.other, 255] : r ? [...colours.missed, 255] : p ? [...colours.excess, 255] : [0, 0, 0, 0]];
    const table = { I: [0, 1, 2, 3, 4], labels: ['', '', '', '', ''] };
    ['R', 'G', 'B', 'A'].forEach((channel, i) => { table[channel] = of.map(c => c[i]); });
    nv.volumes[1].setColormapLabel(table);
    nv.updateGLVolume();
    // The scan is interpolated, the masks are not.
    nv.opts.isNearestInterpolation = true;
    nv.updateInterpolation(1);
    nv.opts.isNearestInterpolation = false;
    nv.drawScene();
    key.hidden = !(r && p);
    show();
  }

  // The slider counts slices from right to left, back to front and below to above, whatever order the file has.
  function show() {
    const n = count();
    const at = Math.min(n - 1, Math.max(0, Math.round(nv.scene.crosshairPos[axis()] * n - 0.5)));
    [slider.max, slider.value] = [n, at + 1];
    place.textContent = `${at + 1} of ${n}`;
    canvas.setAttribute('aria-label', `${choice.selectedOptions[0].textContent}, ${plane.value} slice ${at + 1} of ${n}`);
  }

  function go(slice) {
    const n = count();
    const position = [...nv.scene.crosshairPos];
    position[axis()] = (Math.min(n, Math.max(1, slice)) - 0.5) / n;
    nv.scene.crosshairPos = position;
    nv.drawScene();
    show();
  }

  function turn() {
    nv.setSliceType(types[plane.value]);
    show();
  }

  let asked = 0;
  async function open() {
    const turnOf = ++asked;
    const option = choice.selectedOptions[0];
    root.setAttribute('aria-busy', 'true');
    const scan = await volume('viewer-scan-' + option.value, 'scan.nii', 1);
    const labels = await volume('viewer-labels-' + option.value, 'labels.nii', 0.5);
    if (turnOf !== asked) {
      return; // Another case was chosen meanwhile.
    }

    [...nv.volumes].reverse().forEach(v => nv.removeVolume(v));
    nv.addVolume(scan);
    nv.addVolume(labels);
    nv.scene.pan2Dxyzmm = [0, 0, 0, 1];
    nv.scene.crosshairPos = nv.mm2frac(option.dataset.focus.split(' ').map(Number));
    plane.value = option.dataset.plane;
    nv.setSliceType(types[plane.value]);
    paint();
    root.removeAttribute('aria-busy');
  }

  nv.onLocationChange = show;
  choice.addEventListener('change', open);
  plane.addEventListener('change', turn);
  slider.addEventListener('input', () => go(Number(slider.value)));
  reference.addEventListener('change', paint);
  prediction.addEventListener('change', paint);
  const keys = {
    ArrowUp: () => go(Number(slider.value) + 1), ArrowDown: () => go(Number(slider.value) - 1),
    PageUp: () => go(Number(slider.value) + 10), PageDown: () => go(Number(slider.value) - 10),
    Home: () => go(1), End: () => go(count()),
    r: () => reference.click(), p: () => prediction.click(),
  };
  // Before NiiVue's own keys, which mean other things.
  canvas.parentElement.addEventListener('keydown', event => {
    const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    event.stopPropagation();
    if (action && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      action();
    }
  }, true);
  canvas.parentElement.addEventListener('wheel', event => {
    event.stopPropagation();
    if (document.activeElement === canvas && event.deltaY !== 0) {
      event.preventDefault();
      go(Number(slider.value) + (event.deltaY < 0 ? 1 : -1));
    }
  }, { capture: true, passive: false });
  await open();
})();

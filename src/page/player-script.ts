/**
 * Plays the report's clips: draws frames out of sprites on canvases, truth, prediction and the
 * difference between them, in step. Plain browser JavaScript, embedded as it stands.
 */
export const PLAYER_SCRIPT = `
'use strict';
const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
const GAIN = 3;
const HOLD_MS = 900;

function cut(image, frames, columns, width, height) {
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  return Array.from({ length: frames }, (_, i) =>
    context.getImageData((i % columns) * width, Math.floor(i / columns) * height, width, height));
}

function differ(a, b) {
  const out = new ImageData(a.width, a.height);
  for (let i = 0; i < a.data.length; i++) {
    out.data[i] = i % 4 === 3 ? 255 : Math.min(255, GAIN * Math.abs(a.data[i] - b.data[i]));
  }
  return out;
}

async function start(clip) {
  const facts = JSON.parse(clip.dataset.clip);
  const image = (id) => document.getElementById(id);
  await Promise.all([image(facts.truth).decode(), image(facts.predicted).decode()]);
  const load = (id) => cut(image(id), facts.frames, facts.columns, facts.width, facts.height);
  const truth = load(facts.truth);
  const predicted = load(facts.predicted);
  const views = [truth, predicted, truth.map((frame, i) => differ(frame, predicted[i]))];
  const surfaces = [...clip.querySelectorAll('canvas')].map((canvas) => canvas.getContext('2d'));
  const slider = clip.querySelector('input');
  const button = clip.querySelector('button');
  const output = clip.querySelector('output');
  const marker = clip.querySelector('.trace line.now');
  let frame = 0;
  let playing = false;
  let visible = false;
  let due = 0;

  function show(next) {
    frame = next;
    surfaces.forEach((surface, i) => surface.putImageData(views[i][frame], 0, 0));
    slider.value = String(frame);
    output.textContent = facts.readouts[frame];
    clip.classList.toggle('known', frame < facts.context);
    marker.setAttribute('x1', String(frame));
    marker.setAttribute('x2', String(frame));
  }
  function play(on) {
    playing = on;
    button.textContent = on ? 'Pause' : 'Play';
    if (on) requestAnimationFrame(tick);
  }
  function tick(now) {
    if (!playing || !visible) return;
    if (now >= due) {
      const last = frame === facts.frames - 1;
      show(last ? 0 : frame + 1);
      const ends = frame === facts.frames - 1;
      due = Math.max(due, now - 50) + (ends ? HOLD_MS : 1000 / facts.fps);
    }
    requestAnimationFrame(tick);
  }
  slider.addEventListener('input', () => { play(false); show(Number(slider.value)); });
  button.addEventListener('click', () => play(!playing));
  new IntersectionObserver((entries) => {
    const was = visible;
    visible = entries.some((entry) => entry.isIntersecting);
    if (visible && !was && playing) requestAnimationFrame(tick);
  }).observe(clip);
  show(still ? facts.frames - 1 : Math.min(facts.context, facts.frames - 1));
  play(!still);
}
for (const clip of document.querySelectorAll('[data-clip]')) start(clip);
`;

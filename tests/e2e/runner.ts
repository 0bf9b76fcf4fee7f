// Landmarks of somebody who runs on a treadmill, filmed from the right side: the feet follow a path, the knees lie where
// thigh and shank meet. Cadence 170, contact 250 ms; every point is off by a pixel or so, the same each time.

const belt_m_per_s = 2.8;
const stride_s = 120 / 170;
const contact_s = 0.25;
const [thigh_m, shank_m, ankle_m] = [0.43, 0.42, 0.08];
const px_per_m = 330;
const [width_px, height_px] = [1280, 720];

type Place = { x: number; y: number }; // metres, forward and up

function noise(seed: number): number {
  const wave = Math.sin(seed * 12.9898) * 43758.5453;
  return 2 * (wave - Math.floor(wave)) - 1;
}

// The ankle: back with the belt, then forward in an arc that starts and ends at the belt's speed.
function ankle_at(phase_s: number): Place & { pitch: number } {
  const [ahead, behind] = [0.3, 0.3 - belt_m_per_s * contact_s];
  if (phase_s < contact_s) {
    const share = phase_s / contact_s;
    const push = Math.max(0, share - 0.55) / 0.45;
    return { x: ahead - belt_m_per_s * phase_s, y: ankle_m + 0.09 * push ** 2, pitch: 0.9 * push ** 2 };
  }
  const swing_s = stride_s - contact_s;
  const share = (phase_s - contact_s) / swing_s;
  const [square, cube] = [share ** 2, share ** 3];
  const slope = -belt_m_per_s * swing_s;
  const x =
    (2 * cube - 3 * square + 1) * behind +
    (cube - 2 * square + share) * slope +
    (3 * square - 2 * cube) * ahead +
    (cube - square) * slope;
  const lift = 0.34 * Math.sin(Math.PI * Math.min(1, share ** 0.8)) ** 2;
  return { x, y: ankle_m + 0.09 * (1 - share) ** 3 + lift, pitch: 0.9 * (1 - share) - 0.15 * share };
}

function knee_between(hip: Place, ankle: Place): Place {
  const [dx, dy] = [ankle.x - hip.x, ankle.y - hip.y];
  const reach = Math.min(Math.hypot(dx, dy), thigh_m + shank_m - 0.002);
  const along = (thigh_m ** 2 - shank_m ** 2 + reach ** 2) / (2 * reach);
  const aside = Math.sqrt(Math.max(0, thigh_m ** 2 - along ** 2));
  const [ux, uy] = [dx / Math.hypot(dx, dy), dy / Math.hypot(dx, dy)];
  return { x: hip.x + along * ux - aside * uy, y: hip.y + along * uy + aside * ux };
}

function body_at(time_s: number): Map<string, Place> {
  const body = new Map<string, Place>();
  const hip_y = 0.87 + 0.035 * Math.cos((4 * Math.PI * (time_s - contact_s / 2)) / stride_s + Math.PI);
  const hip = { x: 0, y: hip_y };
  const shoulder = { x: 0.07, y: hip_y + 0.5 };
  body.set('nose', { x: 0.17, y: hip_y + 0.68 });
  for (const side of ['left', 'right']) {
    const phase_s = (time_s + (side === 'left' ? 0 : stride_s / 2)) % stride_s;
    const ankle = ankle_at(phase_s);
    const swing = 0.5 * Math.cos((2 * Math.PI * phase_s) / stride_s + Math.PI);
    const elbow = { x: shoulder.x + 0.28 * Math.sin(swing), y: shoulder.y - 0.28 * Math.cos(swing) };
    body.set(`${side}_ear`, { x: 0.08, y: hip_y + 0.7 });
    body.set(`${side}_shoulder`, shoulder);
    body.set(`${side}_elbow`, elbow);
    body.set(`${side}_wrist`, { x: elbow.x + 0.24 * Math.cos(swing), y: elbow.y + 0.24 * Math.sin(swing) });
    body.set(`${side}_hip`, hip);
    body.set(`${side}_knee`, knee_between(hip, ankle));
    body.set(`${side}_ankle`, ankle);
    const [cosine, sine] = [Math.cos(ankle.pitch), Math.sin(ankle.pitch)];
    const turned = (x: number, y: number) => ({
      x: ankle.x + x * cosine + y * sine,
      y: ankle.y - x * sine + y * cosine,
    });
    body.set(`${side}_heel`, turned(-0.05, -0.06));
    body.set(`${side}_toe`, turned(0.17, -0.07));
  }
  return body;
}

export function running_from_the_side(duration_s = 14, pictures_per_s = 60): object {
  const landmarks = [...body_at(0).keys()];
  const frames = Array.from({ length: Math.round(duration_s * pictures_per_s) }, (_, index) => {
    const time_s = index / pictures_per_s;
    const person = [...body_at(time_s)].map(([name, { x, y }], place) => {
      const off = (axis: number) => noise(index * 101 + place * 7 + axis);
      const visible = name.startsWith('left') ? 0.85 : 0.98; // the far side
      return [width_px / 2 + x * px_per_m + off(1), height_px - 60 - y * px_per_m + off(2), visible];
    });
    return { time_s, people: [person] };
  });
  return {
    format: 'genu-landmarks',
    version: 1,
    view: 'side',
    surface: 'treadmill',
    belt_speed_m_per_s: belt_m_per_s,
    body_height_cm: 172,
    width_px,
    height_px,
    landmarks,
    frames,
  };
}

// How distances, times and days of training are written. A missing figure is a dash.

const missing = '–';
const day_ms = 86_400_000;

const grouped = (value: number, digits = 0) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

// 24100 → "24.1 km", 1240300 → "1,240 km"
export function kilometres(metres: number | null | undefined): string {
  if (metres === null || metres === undefined) return missing;
  return `${grouped(metres / 1000, metres < 99_950 ? 1 : 0)} km`;
}

// 320.4, "m" → "320 m"
export function figure(value: number | null | undefined, unit: string, digits = 0): string {
  return value === null || value === undefined ? missing : `${grouped(value, digits)} ${unit}`;
}

// 5040 → "1 h 24 min"
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return missing;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

// 332 → "5:32", 3753 → "1:02:33"
export function clock(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return missing;
  const whole = Math.round(seconds);
  const two = (part: number) => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

// 332 → "5:32 /km"
export function pace(seconds_per_km: number | null | undefined): string {
  return seconds_per_km === null || seconds_per_km === undefined ? missing : `${clock(seconds_per_km)} /km`;
}

export function pace_of(distance_m: number | null, moving_s: number | null): string {
  return pace(distance_m && moving_s ? (moving_s * 1000) / distance_m : null);
}

// A figure with the unit that came with it.
export function with_unit(value: number | null, unit: string): string {
  if (value === null) return missing;
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : 1;
  return unit === '%' ? `${grouped(value, digits)}%` : `${grouped(value, digits)} ${unit}`.trim();
}

// 7, "km" → "+7 km"; −0.5 → "−0.5 km"
export function signed(value: number, unit: string): string {
  const sign = value > 0 ? '+' : value < 0 ? '−' : '';
  return sign + with_unit(Math.abs(value), unit);
}

export function day(iso: string): string {
  return new Date(iso).toLocaleDateString(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
}

export function day_and_weekday(iso: string): string {
  const parts = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Date(iso).toLocaleDateString(undefined, parts);
}

// Days from one day to another: "2026-09-20", "2026-10-01" → 11
export function days_between(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / day_ms);
}

export function add_days(iso: string, days: number): string {
  return new Date(Date.parse(iso) + days * day_ms).toISOString().slice(0, 10);
}

// 1, "run" → "1 run"; 1243, "run" → "1,243 runs"
export function count(number: number, thing: string, things = `${thing}s`): string {
  return `${grouped(number)} ${number === 1 ? thing : things}`;
}

export function bytes(number: number): string {
  if (number < 1e6) return `${grouped(Math.ceil(number / 1e3))} kB`;
  return number < 1e9 ? `${grouped(number / 1e6, 1)} MB` : `${grouped(number / 1e9, 2)} GB`;
}

// Addresses of the pages, both ways: path → Route and Route → path.

export type Route =
  | { page: 'start' }
  | { page: 'interview'; runner: string; question: string | null; from_result: boolean }
  | { page: 'stop'; runner: string }
  | { page: 'result'; runner: string; after_change: boolean }
  | { page: 'exam'; runner: string }
  | { page: 'training'; runner: string; importing: boolean }
  | { page: 'activity'; runner: string; entry: string }
  | { page: 'gait'; runner: string; entry: string | null }
  | { page: 'strength' | 'feet' | 'evaluation'; runner: string }
  | { page: 'unknown' };

export function parse_route(address: string): Route {
  const { pathname, searchParams } = new URL(address, 'http://genu.invalid');
  const parts = pathname.split('/').filter(Boolean).map(decode);
  const [room, runner, page, question] = parts;
  if (parts.length === 0) return { page: 'start' };
  if (room !== 'runner' || !runner || parts.length > 4) return { page: 'unknown' };
  if (page === 'interview') {
    return { page, runner, question: question ?? null, from_result: searchParams.get('from') === 'result' };
  }
  if (page === 'training') {
    if (question === undefined || question === 'import') return { page, runner, importing: question === 'import' };
    return { page: 'activity', runner, entry: question };
  }
  if (page === 'gait') return { page, runner, entry: question ?? null };
  if (question !== undefined) return { page: 'unknown' };
  if (page === 'result') return { page, runner, after_change: searchParams.has('changed') };
  if (page === 'stop' || page === 'exam') return { page, runner };
  if (page === 'strength' || page === 'feet' || page === 'evaluation') return { page, runner };
  return { page: 'unknown' };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const of_runner = (runner: string) => `/runner/${encodeURIComponent(runner)}`;

export const paths = {
  start: '/',
  interview: (runner: string) => `${of_runner(runner)}/interview`,
  question: (runner: string, question: string) => `${of_runner(runner)}/interview/${encodeURIComponent(question)}`,
  change: (runner: string, question: string) => `${paths.question(runner, question)}?from=result`,
  stop: (runner: string) => `${of_runner(runner)}/stop`,
  result: (runner: string) => `${of_runner(runner)}/result`,
  changed_result: (runner: string) => `${of_runner(runner)}/result?changed`,
  exam: (runner: string) => `${of_runner(runner)}/exam`,
  training: (runner: string) => `${of_runner(runner)}/training`,
  import: (runner: string) => `${of_runner(runner)}/training/import`,
  activity: (runner: string, entry: string) => `${of_runner(runner)}/training/${encodeURIComponent(entry)}`,
  gait: (runner: string) => `${of_runner(runner)}/gait`,
  strength: (runner: string) => `${of_runner(runner)}/strength`,
  feet: (runner: string) => `${of_runner(runner)}/feet`,
  evaluation: (runner: string) => `${of_runner(runner)}/evaluation`,
  gait_session: (runner: string, entry: string) => `${of_runner(runner)}/gait/${encodeURIComponent(entry)}`,
};

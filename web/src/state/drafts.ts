// Keeps what was typed until the server has it: a reload, or a server that is away, loses nothing.

import type { Draft } from './answers';

const key = (runner: string, question: string) => `genu-draft:${runner}:${question}`;

// A browser that blocks all storage throws on the mere mention of it; then only the open page remembers.
function storage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

export function keep_draft(runner: string, question: string, draft: Draft): void {
  storage()?.setItem(key(runner, question), JSON.stringify(draft));
}

export function kept_draft(runner: string, question: string): Draft | null {
  const text = storage()?.getItem(key(runner, question)) ?? null;
  return text === null ? null : (JSON.parse(text) as Draft);
}

export function drop_draft(runner: string, question: string): void {
  storage()?.removeItem(key(runner, question));
}

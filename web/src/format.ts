// How figures, dates and names are written on the page.

export function percent(probability: number): string {
  if (probability > 0 && probability < 0.01) return 'under 1%';
  if (probability < 1 && probability > 0.99) return 'over 99%';
  return `${Math.round(probability * 100)}%`;
}

// 2.3 → "×2.3", 0.4 → "÷2.5"
export function factor(value: number): string {
  const times = value >= 1 ? value : 1 / value;
  const digits = times >= 10 ? times.toFixed(0) : times.toFixed(1);
  return `${value >= 1 ? '×' : '÷'}${digits}`;
}

export function factor_in_words(value: number): string {
  const amount = factor(value).slice(1);
  return value >= 1 ? `raises the odds ${amount} times` : `lowers the odds ${amount} times`;
}

export function date_and_time(iso: string): string {
  return new Date(iso).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// The reader's word for the strength of a statement.
export function basis_label(basis: string): string {
  if (basis === 'estimate') return 'our estimate';
  if (basis === 'consensus') return 'consensus of experts';
  return `published: ${basis}`;
}

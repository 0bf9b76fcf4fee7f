// What a screen reader should say next; App.svelte holds the live region.

let current = $state('');

export const announcer = {
  get message(): string {
    return current;
  },
};

export function announce(message: string): void {
  current = message;
}

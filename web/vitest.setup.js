// Debian's Node 18 keeps File in a module; browsers and later versions have it everywhere.
import { File } from 'node:buffer';

globalThis.File ??= File;

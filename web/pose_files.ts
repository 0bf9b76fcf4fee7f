import { createReadStream, statSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const package_folder = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/@mediapipe/pose');

// The body-landmark model and the program that runs it: with and without the processor's vector instructions.
const names = [
  'pose.js',
  'pose_landmark_full.tflite',
  'pose_landmark_lite.tflite',
  'pose_solution_packed_assets.data',
  'pose_solution_packed_assets_loader.js',
  'pose_solution_simd_wasm_bin.js',
  'pose_solution_simd_wasm_bin.wasm',
  'pose_solution_wasm_bin.js',
  'pose_solution_wasm_bin.wasm',
  'pose_web.binarypb',
];
const notice = 'MediaPipe Pose (npm @mediapipe/pose), by Google LLC, unchanged, under the Apache License 2.0:';
const types: Record<string, string> = { js: 'text/javascript', wasm: 'application/wasm' };

// Lays MediaPipe Pose beside the page, under /pose/: it loads its parts by name, so no bundler may touch them.
export function pose_files(): Plugin {
  let folder = 'dist';
  return {
    name: 'pose-files',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir, 'pose');
    },
    configureServer(server) {
      server.middlewares.use('/pose', (request, response, next) => {
        const name = (request.url ?? '').replace(/^\/|\?.*$/g, '');
        if (!names.includes(name)) return next();
        const path = join(package_folder, name);
        response.setHeader('Content-Type', types[name.split('.').pop()!] ?? 'application/octet-stream');
        response.setHeader('Content-Length', statSync(path).size);
        createReadStream(path).pipe(response);
      });
    },
    async writeBundle() {
      await mkdir(folder, { recursive: true });
      for (const name of names) await copyFile(join(package_folder, name), join(folder, name));
      const licence = await readFile(join(package_folder, '../../../../LICENSE'), 'utf8'); // the same as genu's own
      await writeFile(join(folder, 'LICENSE.txt'), `${notice}\n\n${licence}`);
    },
  };
}

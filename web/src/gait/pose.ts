// MediaPipe Pose: finds the points of one body in a picture. Its files come from genu itself (/pose/), when they are
// wanted, and nothing leaves the computer. It computes with WebGL, or with the processor where there is no graphics card.

import type { Options, Results } from '@mediapipe/pose';
import type { ModelPoint } from './landmarks';

interface PoseProgram {
  initialize(): Promise<void>;
  send(inputs: { image: HTMLCanvasElement }, at_ms: number): Promise<void>;
  setOptions(options: Options): void;
  onResults(listener: (results: Results) => void): void;
}

declare global {
  interface Window {
    Pose?: new (config: { locateFile: (name: string) => string }) => PoseProgram;
  }
}

export class PoseError extends Error {}

export type Care = 'exact' | 'quick';

const folder = '/pose/';
let started: Promise<PoseModel> | null = null;
const empty = document.createElement('canvas');

export class PoseModel {
  #program: PoseProgram;
  #seen: ModelPoint[] | null = null;
  #at_ms = 0;

  private constructor(program: PoseProgram) {
    this.#program = program;
    program.onResults(({ poseLandmarks }) => (this.#seen = poseLandmarks ?? null));
  }

  // The same model each time: to start it takes seconds. Throws PoseError when its files are missing or the browser
  // cannot run it.
  static async load(care: Care): Promise<PoseModel> {
    const model = await (started ??= PoseModel.#start().catch((error: unknown) => {
      started = null;
      throw error;
    }));
    // Smoothing would delay fast feet; genu filters by itself.
    model.#program.setOptions({
      modelComplexity: care === 'exact' ? 1 : 0,
      smoothLandmarks: false,
      minDetectionConfidence: 0.5,
    });
    await model.forget();
    return model;
  }

  static async #start(): Promise<PoseModel> {
    if (!can_draw()) {
      throw new PoseError(
        'This browser has WebGL switched off, and the body model needs it. Allow it in the settings (hardware or software acceleration), or use another browser.',
      );
    }
    await load_script(`${folder}pose.js`);
    if (!window.Pose)
      throw new PoseError('The files of the body model are missing. Build genu anew, then reload the page.');
    const program = new window.Pose({ locateFile: (name) => folder + name });
    await program.initialize();
    return new PoseModel(program);
  }

  // The 33 points in shares of the picture; null when it sees nobody.
  async find(picture: HTMLCanvasElement): Promise<ModelPoint[] | null> {
    this.#seen = null;
    this.#at_ms += 33; // the model only wants times that rise
    try {
      await this.#program.send({ image: picture }, this.#at_ms);
    } catch (error) {
      started = null; // it is of no use any more
      throw new PoseError(`The body model broke down (${String(error)}). Close other programs, then try once more.`);
    }
    return this.#seen;
  }

  // The next picture has nothing to do with the last. An empty picture makes the model look anew; its own reset would
  // build everything up again, which takes seconds.
  async forget(): Promise<void> {
    await this.find(empty);
  }
}

function can_draw(): boolean {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('webgl2') ?? canvas.getContext('webgl');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

let loaded: Promise<void> | null = null;

function load_script(address: string): Promise<void> {
  loaded ??= new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => resolve();
    script.onerror = () => {
      loaded = null;
      reject(
        new PoseError('The body model could not be loaded. Start genu again on this computer, then reload the page.'),
      );
    };
    document.head.append(script);
  });
  return loaded;
}

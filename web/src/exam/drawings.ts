// The figures of the tests, as lines on a sheet of 200 × 120 with the floor at y = 112. Heads are circles of 9.

export type Line = [number, number][];

export interface Figure {
  head: [number, number];
  lines: Line[];
}

export interface Drawing {
  shows: string; // for those who do not see it
  start?: Figure; // where the movement comes from, drawn pale
  end: Figure;
  second?: Figure; // beside the first: what to watch for
  things: Line[]; // wall, step, bed, box
  arrows: string[]; // paths, with a head at their end
  marks?: [number, number][];
  labels?: { at: [number, number]; text: string }[];
}

const sitting: Line[] = [
  [[70, 28], [72, 68], [112, 70]],
  [[70, 34], [56, 60], [62, 72]],
];
const couch: Line[] = [[[30, 74], [110, 74]], [[36, 74], [36, 112]], [[104, 74], [104, 112]]];
const supine = (legs: Line[]): Figure => ({ head: [24, 100], lines: [[[34, 104], [96, 106]], ...legs] });
const prone = (legs: Line[]): Figure => ({ head: [24, 100], lines: [[[34, 104], [100, 104]], [[40, 104], [30, 110], [18, 110]], ...legs] });

const knee_to_wall: Figure = {
  head: [104, 16],
  lines: [
    [[102, 26], [100, 58]],
    [[100, 58], [157, 76], [116, 104]],
    [[108, 110], [136, 110]],
    [[100, 58], [76, 84], [54, 106], [60, 111]],
    [[102, 32], [126, 44], [158, 40]],
  ],
};

export const drawings: Record<string, Drawing> = {
  single_leg_squat: {
    shows: 'Two people squat on one leg, seen from the front. The first keeps hip, knee and foot in one line; the knee of the second falls inwards, the pelvis drops and the trunk leans.',
    end: {
      head: [52, 20],
      lines: [[[52, 30], [52, 62]], [[44, 62], [60, 62]], [[60, 62], [62, 86], [60, 110]], [[44, 62], [40, 84], [46, 102]], [[42, 40], [62, 40]]],
    },
    second: {
      head: [156, 20],
      lines: [[[154, 30], [148, 62]], [[140, 66], [156, 60]], [[156, 60], [142, 86], [156, 110]], [[140, 66], [132, 86], [138, 102]], [[143, 42], [163, 38]]],
    },
    things: [],
    arrows: [],
    labels: [{ at: [52, 119], text: 'in line' }, { at: [150, 119], text: 'out of line' }],
  },
  step_down: {
    shows: 'A person stands on a step on one leg and lowers the other heel to the floor in front.',
    end: {
      head: [92, 16],
      lines: [[[92, 26], [90, 56]], [[90, 56], [106, 74], [96, 92]], [[92, 92], [108, 92]], [[90, 56], [118, 80], [134, 106]], [[130, 108], [142, 104]], [[92, 34], [76, 48], [88, 58]]],
    },
    things: [[[60, 112], [60, 94], [116, 94], [116, 112]]],
    arrows: ['M152 80 V104'],
  },
  heel_raise: {
    shows: 'A person stands on one straight leg with the fingertips on a wall and lifts the heel as high as it goes.',
    end: {
      head: [96, 14],
      lines: [[[96, 24], [96, 58], [96, 92]], [[94, 98], [96, 92], [106, 110]], [[96, 58], [98, 80], [76, 88]], [[96, 32], [124, 42], [150, 36]]],
    },
    things: [[[152, 8], [152, 112]]],
    arrows: ['M78 110 V96'],
  },
  side_plank: {
    shows: 'A person lies on one elbow with the body in one line from shoulder to feet, hips off the floor.',
    end: {
      head: [36, 72],
      lines: [[[46, 80], [176, 106]], [[48, 82], [48, 110], [66, 110]], [[52, 82], [84, 74], [104, 90]], [[176, 106], [182, 110]]],
    },
    things: [],
    arrows: [],
  },
  bridge_hold: {
    shows: 'A person lies on the back with one foot on the floor and the hips lifted; the other leg is straight in line with the trunk.',
    end: {
      head: [22, 102],
      lines: [[[32, 106], [94, 80]], [[94, 80], [126, 62], [132, 110], [142, 110]], [[94, 80], [158, 46]]],
    },
    things: [],
    arrows: ['M84 106 V92'],
  },
  bridge_repetitions: {
    shows: 'A person lies on the back with one heel on a box and lifts the hips from the floor until the body is straight; the other leg is bent.',
    start: { head: [22, 102], lines: [[[32, 106], [90, 108], [124, 88], [148, 70]]] },
    end: {
      head: [22, 102],
      lines: [[[32, 106], [92, 90], [122, 76], [148, 68]], [[92, 90], [98, 58], [124, 52]]],
    },
    things: [[[140, 112], [140, 72], [184, 72], [184, 112]]],
    arrows: ['M84 108 V96'],
  },
  hop: {
    shows: 'A person hops forward from one leg and lands on the same leg.',
    start: {
      head: [34, 30],
      lines: [[[36, 40], [34, 66]], [[34, 66], [46, 84], [36, 104], [46, 110]], [[34, 66], [30, 86], [14, 90]], [[36, 46], [20, 60]]],
    },
    end: {
      head: [150, 30],
      lines: [[[148, 40], [142, 68]], [[142, 68], [160, 84], [150, 106], [162, 110]], [[142, 68], [138, 88], [122, 92]], [[148, 46], [168, 54]]],
    },
    things: [[[40, 112], [40, 118]], [[146, 112], [146, 118]]],
    arrows: ['M62 62 Q 92 26 122 58', 'M44 116 H142'],
  },
  lunge: {
    shows: 'A person faces a wall, heel on the floor, and brings the knee to the wall. The distance from the big toe to the wall is measured.',
    end: knee_to_wall,
    things: [[[160, 8], [160, 112]]],
    arrows: ['M138 116 H158'],
    labels: [{ at: [176, 119], text: 'cm' }],
  },
  lunge_angle: {
    shows: 'The same lunge with the angle between the shin and upright marked.',
    end: knee_to_wall,
    things: [[[160, 8], [160, 112]], [[116, 104], [116, 62]]],
    arrows: ['M116 72 Q 132 70 143 82'],
  },
  straight_leg_raise: {
    shows: 'A person lies on the back and draws one straight leg up with a towel round the foot.',
    end: supine([[[96, 106], [176, 108]], [[96, 106], [156, 56], [150, 48]], [[46, 104], [66, 88]]]),
    things: [[[66, 88], [152, 54]]],
    arrows: ['M172 96 Q 172 76 162 62'],
  },
  prone_knee_bend: {
    shows: 'A person lies on the belly and draws one heel to the buttock, the hip flat on the floor.',
    end: prone([[[100, 104], [144, 108], [118, 66], [126, 60]], [[100, 104], [176, 108]]]),
    things: [],
    arrows: ['M164 92 Q 156 66 132 60'],
  },
  thomas: {
    shows: 'A person lies at the edge of a bed holding one knee to the chest; the other leg hangs. Solid: the thigh rests level. Pale: it stays up.',
    start: { head: [34, 62], lines: [[[100, 72], [140, 54], [146, 90]]] },
    end: {
      head: [34, 62],
      lines: [[[44, 68], [100, 72]], [[100, 72], [78, 40], [104, 50]], [[52, 66], [76, 48]], [[100, 72], [142, 76], [146, 106]]],
    },
    things: [[[20, 78], [108, 78]], [[26, 78], [26, 112]], [[102, 78], [102, 112]]],
    arrows: [],
  },
  prone_hip_extension: {
    shows: 'A person lies on the belly and lifts one straight leg a little. The lower back and the buttock are marked.',
    start: prone([[[100, 104], [178, 110]]]),
    end: prone([[[100, 104], [176, 84]], [[100, 104], [178, 110]]]),
    things: [],
    arrows: ['M182 104 V90'],
    marks: [[80, 96], [104, 95]],
    labels: [{ at: [74, 84], text: 'back' }, { at: [122, 84], text: 'buttock' }],
  },
  hip_abduction_eccentric: {
    shows: 'A person lies on the side with the upper leg lifted; a pad above the ankle presses it down.',
    end: { head: [24, 94], lines: [[[34, 98], [98, 100]], [[98, 100], [178, 108]], [[98, 100], [170, 74]]] },
    things: [[[152, 66], [166, 62], [168, 72], [154, 76], [152, 66]]],
    arrows: ['M154 44 V60'],
  },
  hip_abduction_strength: {
    shows: 'A person lies on the back, seen from above; the leg pushes outwards against a pad above the knee.',
    end: { head: [24, 60], lines: [[[34, 60], [92, 60]], [[92, 54], [178, 46]], [[92, 66], [176, 80]], [[40, 52], [84, 44]], [[40, 68], [84, 78]]] },
    things: [[[128, 78], [142, 80], [140, 90], [126, 88], [128, 78]]],
    arrows: ['M156 82 L 152 98'],
  },
  hip_adduction_strength: {
    shows: 'A person lies on the back, seen from above; the leg pulls inwards against a pad above the knee.',
    end: { head: [24, 60], lines: [[[34, 60], [92, 60]], [[92, 54], [178, 40]], [[92, 66], [176, 86]], [[40, 52], [84, 44]], [[40, 68], [84, 78]]] },
    things: [[[128, 62], [142, 65], [140, 73], [126, 70], [128, 62]]],
    arrows: ['M160 82 L 164 66'],
  },
  hip_extension_strength: {
    shows: 'A person lies on the belly with one knee bent; the thigh lifts against a pad above the back of the knee.',
    end: prone([[[100, 104], [144, 100], [142, 62]], [[100, 104], [178, 110]]]),
    things: [[[122, 90], [138, 90], [138, 99], [122, 99], [122, 90]]],
    arrows: ['M156 104 V84'],
  },
  hip_external_rotation_strength: {
    shows: 'A person sits with the knee bent; the foot turns inwards against a pad above the inner ankle.',
    end: { head: [70, 18], lines: [...sitting, [[112, 70], [120, 106], [130, 108]]] },
    things: [...couch, [[124, 92], [134, 90], [136, 100], [126, 102], [124, 92]]],
    arrows: ['M108 98 H120'],
  },
  knee_extension_strength: {
    shows: 'A person sits on a couch; the shin pushes forward against a pad in front of the ankle.',
    end: { head: [70, 18], lines: [...sitting, [[112, 70], [122, 106], [132, 108]]] },
    things: [...couch, [[124, 90], [134, 88], [137, 100], [127, 102], [124, 90]]],
    arrows: ['M142 94 H160'],
  },
  knee_flexion_strength: {
    shows: 'A person lies on the belly with one knee bent; the heel pulls towards the buttock against a pad.',
    end: prone([[[100, 104], [144, 108], [144, 64]], [[100, 104], [178, 110]]]),
    things: [[[128, 66], [140, 66], [140, 78], [128, 78], [128, 66]]],
    arrows: ['M158 70 H148'],
  },
};

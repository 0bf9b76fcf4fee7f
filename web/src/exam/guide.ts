// How each test is done, for the person who does it; what the numbers mean comes from the server.

export type Way = 'timer' | 'counter' | 'number' | 'faults' | 'answer' | 'force';

export interface Guide {
  test: string;
  way: Way;
  steps: string[];
}

export interface Group {
  id: string;
  name: string;
  intro: string;
  guides: Guide[];
}

const dynamometer = (where: string): Guide['steps'] => [
  where,
  'One practice, then three times five seconds with 30 seconds of rest. Take the best.',
  'Measure the lever arm from the joint to the middle of the pad.',
];

export const groups: Group[] = [
  {
    id: 'control',
    name: 'Control',
    intro: 'Stand before a mirror, or film yourself from the front and look twice.',
    guides: [
      {
        test: 'single_leg_squat',
        way: 'faults',
        steps: [
          'Stand on one leg, arms folded, the other foot just off the floor.',
          'Bend the knee slowly, about as far as for sitting on a high stool, and come up. Three times.',
          'Watch foot, knee, pelvis and trunk. Tick what clearly leaves its line, even once.',
        ],
      },
      {
        test: 'step_down',
        way: 'faults',
        steps: [
          'Stand with one foot on a step of 15 to 20 cm, near a wall.',
          'Lower the other heel to the floor in front, slowly, without putting weight on it, and come back. Five times.',
          'Tick what clearly leaves its line, even once.',
        ],
      },
    ],
  },
  {
    id: 'endurance',
    name: 'Endurance',
    intro: 'Test the better leg first. Rest a minute or two between the legs.',
    guides: [
      {
        test: 'heel_raise',
        way: 'counter',
        steps: [
          'Stand on one straight leg, fingertips on the wall.',
          'Lift the heel as high as it goes and lower it, one every two seconds.',
          'Stop when the heel no longer gets as high as at first.',
        ],
      },
      {
        test: 'side_plank',
        way: 'timer',
        steps: [
          'Lie on your side on one elbow, knees straight, upper foot in front of the lower.',
          'Lift the hips into one line, the other hand on the hip, and hold.',
          'Stop when the hips sink. The side is that of the lower arm.',
        ],
      },
      {
        test: 'bridge_hold',
        way: 'timer',
        steps: [
          'Lie on your back, one foot flat on the floor, arms crossed.',
          'Straighten the other knee, thighs side by side, and lift the hips into one line. Hold.',
          'Stop when the hips sink. The side is that of the foot on the floor.',
        ],
      },
      {
        test: 'bridge_repetitions',
        way: 'counter',
        steps: [
          'Lie on your back, one heel on a box of about 60 cm, knee a little bent, arms crossed.',
          'Lift the hips until they are straight, and touch the floor again.',
          'Stop when two in a row do not get straight.',
        ],
      },
    ],
  },
  {
    id: 'power',
    name: 'Power',
    intro: 'Only when walking, squatting and heel raises do not hurt.',
    guides: [
      {
        test: 'hop',
        way: 'number',
        steps: [
          'Mark a line. Stand on one leg with the toe at the line.',
          'Hop forward as far as you can and land on the same leg. Stand still for two seconds, or it does not count.',
          'Measure from the line to the back of the heel. Enter the best of three.',
        ],
      },
    ],
  },
  {
    id: 'mobility',
    name: 'Mobility',
    intro: 'Warm up a little first. Measure both legs.',
    guides: [
      {
        test: 'lunge',
        way: 'number',
        steps: [
          'Stand facing a wall, foot straight, heel on the floor.',
          'Bring the knee to the wall over the second toe. Slide the foot back until the knee only just touches.',
          'Measure from the big toe to the wall.',
        ],
      },
      {
        test: 'lunge_angle',
        way: 'number',
        steps: [
          'In the same position lay a phone with a level on the shin, just below the knee.',
          'Read how far the shin leans from upright.',
        ],
      },
    ],
  },
  {
    id: 'back_or_hips',
    name: 'Back or hips?',
    intro: 'Four looks on the floor. They give hints to show a physio; none of them proves anything.',
    guides: [
      {
        test: 'straight_leg_raise',
        way: 'answer',
        steps: [
          'Lie on your back. Let a helper, or a towel round the foot, lift the straight leg slowly.',
          'Stop as soon as you feel something. What is it?',
        ],
      },
      {
        test: 'prone_knee_bend',
        way: 'answer',
        steps: [
          'Lie on your belly, the hip flat on the floor.',
          'Draw the heel to the buttock with a hand or a towel, slowly. Stop as soon as you feel something. What is it?',
        ],
      },
      {
        test: 'thomas',
        way: 'answer',
        steps: [
          'Sit at the very edge of a bed, lie back and hold both knees to the chest. The lower back stays flat.',
          'Let one leg down while you hold the other. Where does its thigh come to rest?',
        ],
      },
      {
        test: 'prone_hip_extension',
        way: 'answer',
        steps: [
          'Lie on your belly, one hand on the lower back, one on the buttock.',
          'Lift the straight leg a hand’s width, three times. Which tightens first?',
        ],
      },
    ],
  },
  {
    id: 'dynamometer',
    name: 'With a dynamometer',
    intro: 'For the physiotherapist. Without body weight in the record only the two sides are compared.',
    guides: [
      { test: 'hip_abduction_eccentric', way: 'force', steps: dynamometer('Side-lying, upper leg straight, pad above the outer ankle. Overcome the leg slowly.') },
      { test: 'hip_abduction_strength', way: 'force', steps: dynamometer('On the back, leg straight, pad above the outer knee. The runner pushes out, you hold.') },
      { test: 'hip_adduction_strength', way: 'force', steps: dynamometer('On the back, leg straight, pad above the inner knee. The runner pulls in, you hold.') },
      { test: 'hip_extension_strength', way: 'force', steps: dynamometer('On the belly, knee bent, pad above the back of the knee. The runner lifts, you hold.') },
      { test: 'hip_external_rotation_strength', way: 'force', steps: dynamometer('Sitting, knee bent, pad above the inner ankle. The runner turns the foot in, you hold.') },
      { test: 'knee_extension_strength', way: 'force', steps: dynamometer('Sitting, knee at 60 to 90 degrees, belt round the couch, pad above the front of the ankle.') },
      { test: 'knee_flexion_strength', way: 'force', steps: dynamometer('On the belly, knee at 90 degrees, pad above the heel.') },
    ],
  },
];

// The knee from three sides, drawn for a right knee 240 wide, of which `frame` shows the middle.
// The joint line lies at y = 207.
// Paths use absolute M, C and L with "x y" pairs only, so that `flip` can mirror them.

export const width = 240;
export const frame = { x: 28, y: 24, width: 184, height: 364 };

export interface Region {
  finding: string;
  path: string;
  badge: [x: number, y: number];
}

export interface KneeSide {
  id: 'inner' | 'front' | 'back';
  name: string;
  left: string; // what lies at the left and right edge of a right knee
  right: string;
  skin: string;
  bones: string[];
  kneecap: string | null;
  tendons: string[];
  folds: string[];
  strands: string[];
  regions: Region[]; // the first is drawn lowest
}

export function flip(path: string): string {
  return path.replace(/(-?[\d.]+) (-?[\d.]+)/g, (_, x, y) => `${width - Number(x)} ${y}`);
}

const front_femur =
  'M92 -10 C94 50 100 98 98 126 C96 146 78 152 77 176 C76 194 86 204 100 203 C110 202 114 193 124 192 ' +
  'C134 193 138 204 150 205 C166 205 174 192 172 176 C170 154 148 146 142 126 C134 98 128 50 126 -10 Z';
const front_tibia =
  'M78 214 C92 210 112 215 124 211 C136 215 158 211 172 215 C174 228 166 240 156 254 C146 270 142 300 141 340 ' +
  'L140 410 L106 410 L106 340 C105 300 102 272 92 254 C84 242 76 230 78 214 Z';
const front_fibula =
  'M76 246 C72 238 78 230 85 233 C92 236 92 246 89 254 C88 300 89 360 90 410 L79 410 C79 360 80 300 79 262 ' +
  'C78 256 77 252 76 246 Z';

const inner: KneeSide = {
  id: 'inner',
  name: 'Inner side',
  left: 'front',
  right: 'back',
  skin:
    'M34 -10 C36 40 44 88 53 118 C56 130 53 138 51 148 C48 162 49 176 54 188 C58 200 59 214 59 228 C58 240 62 254 66 270 ' +
    'C73 306 79 360 84 410 L164 410 C172 378 199 346 197 304 C195 268 181 244 178 218 C176 198 178 178 184 152 ' +
    'C194 106 204 50 207 -10 Z',
  bones: [
    'M98 -10 C98 50 98 90 94 118 C90 132 74 140 74 164 C74 188 92 204 116 204 C144 204 164 192 163 168 ' +
      'C162 148 144 140 140 120 C136 90 136 40 136 -10 Z',
    'M80 213 C100 209 140 210 160 212 C164 224 154 238 144 254 C136 272 132 310 132 350 L131 410 L96 410 ' +
      'L92 340 C90 300 88 275 78 262 C70 254 70 244 76 236 C80 228 78 220 80 213 Z',
  ],
  kneecap: 'M62 138 C72 138 76 150 75 164 C74 176 70 184 65 186 C58 180 55 168 55 158 C55 148 57 139 62 138 Z',
  tendons: [
    'M61 184 C67 205 67 225 69 246 L78 246 C76 225 75 205 70 182 Z',
    'M65 138 C70 120 70 98 66 74 C76 96 81 120 74 142 Z',
    'M112 152 C115 190 109 240 101 284 C107 288 112 288 116 285 C121 240 125 190 122 152 C120 148 114 148 112 152 Z',
  ],
  folds: [
    'M88 30 C110 74 106 114 82 132',
    'M170 10 C174 66 170 116 160 148',
    'M160 252 C178 282 182 320 166 382',
    'M92 262 C98 310 104 360 106 400',
  ],
  strands: [
    'M178 116 C170 180 158 226 100 270',
    'M168 104 C158 170 148 216 98 259',
    'M188 138 C180 192 168 238 102 281',
  ],
  regions: [
    {
      finding: 'loc_diffuse_inner',
      path: 'M118 112 C160 112 176 152 177 206 C177 262 156 305 110 305 C80 304 68 262 68 206 C68 154 78 113 118 112 Z',
      badge: [118, 127],
    },
    {
      finding: 'loc_medial_patella',
      path: 'M79 140 C88 140 93 152 93 164 C93 176 87 187 79 188 C73 187 77 175 78 164 C79 153 74 142 79 140 Z',
      badge: [85.5, 164],
    },
    {
      finding: 'loc_above_joint_line',
      path: 'M106 145 C116 140 134 141 143 147 C151 156 150 174 142 181 C130 186 114 186 104 181 C97 174 98 152 106 145 Z',
      badge: [124, 163],
    },
    {
      finding: 'loc_posteromedial',
      path: 'M158 164 C168 159 176 174 174 196 C172 214 176 226 171 240 C164 248 154 243 153 228 C151 208 150 176 158 164 Z',
      badge: [162, 204],
    },
    {
      finding: 'loc_medial_joint_line',
      path: 'M86 191 C104 188 130 188 142 190 C149 193 149 214 143 217 C128 220 104 220 87 217 C80 214 80 194 86 191 Z',
      badge: [115, 204],
    },
    {
      finding: 'loc_tibial_rim',
      path: 'M85 222 C104 225 128 225 145 222 C151 227 147 245 138 249 C122 252 106 252 93 250 C81 246 79 227 85 222 Z',
      badge: [115, 237],
    },
    {
      finding: 'loc_pes_zone',
      path: 'M83 255 C98 257 116 257 129 255 C136 266 131 292 119 298 C106 301 92 300 85 294 C77 284 76 264 83 255 Z',
      badge: [106, 278],
    },
    {
      finding: 'loc_inner_shin_spread',
      path: 'M88 311 C98 308 112 308 121 312 C127 330 129 352 127 374 C122 380 104 380 100 374 C97 352 88 334 85 320 C84 316 85 312 88 311 Z',
      badge: [108, 342],
    },
  ],
};

const front: KneeSide = {
  id: 'front',
  name: 'Front',
  left: 'outer side',
  right: 'inner side',
  skin:
    'M40 -10 C42 40 48 90 60 130 C66 150 67 165 65 185 C64 200 64 212 66 228 C66 245 55 270 53 310 C52 345 66 385 72 410 ' +
    'L166 410 C170 385 188 345 186 305 C184 275 176 258 177 236 C178 222 184 208 183 192 C182 176 180 166 186 146 ' +
    'C196 120 204 60 204 -10 Z',
  bones: [front_fibula, front_femur, front_tibia],
  kneecap:
    'M124 134 C142 134 150 146 149 160 C148 174 134 188 124 190 C114 188 100 174 99 160 C98 146 106 134 124 134 Z',
  tendons: [
    'M114 186 C116 205 117 225 117 248 L131 248 C131 225 132 205 134 186 Z',
    'M104 140 C112 118 119 96 122 66 L126 66 C129 96 136 118 144 140 Z',
  ],
  folds: [
    'M168 58 C182 96 178 126 154 142',
    'M66 50 C70 88 80 112 96 132',
    'M124 264 C118 300 118 350 122 402',
    'M170 268 C179 300 176 340 164 384',
    'M68 262 C74 300 76 340 82 380',
  ],
  strands: [],
  regions: [
    {
      finding: 'loc_under_kneecap',
      path: 'M124 125 C146 125 155 141 154 160 C152 178 138 194 124 196 C110 194 96 178 94 160 C93 141 102 125 124 125 Z',
      badge: [124, 160],
    },
    {
      finding: 'loc_medial_patella',
      path: 'M157 131 C171 137 178 150 177 165 C176 179 166 191 154 194 C150 190 160 176 161 162 C162 148 152 138 157 131 Z',
      badge: [168, 160],
    },
    {
      finding: 'loc_front_below_patella',
      path: 'M112 201 C120 198 129 198 137 201 C143 212 142 234 136 245 C130 249 118 249 112 245 C106 234 106 212 112 201 Z',
      badge: [124, 223],
    },
    {
      finding: 'loc_medial_joint_line',
      path: 'M160 199 C168 197 179 196 185 198 C186 209 181 219 177 222 C170 223 162 222 158 219 C154 213 155 202 160 199 Z',
      badge: [170, 210],
    },
    {
      finding: 'loc_pes_zone',
      path: 'M139 257 C150 250 166 252 169 262 C171 280 161 300 149 304 C139 304 134 290 134 276 C134 266 135 260 139 257 Z',
      badge: [151, 277],
    },
    {
      finding: 'loc_inner_shin_spread',
      path: 'M147 311 C156 307 168 305 173 310 C176 336 168 358 160 374 C155 380 146 380 141 374 C143 352 141 334 143 318 C143 314 145 312 147 311 Z',
      badge: [157, 340],
    },
  ],
};

const back: KneeSide = {
  id: 'back',
  name: 'Back',
  left: 'inner side',
  right: 'outer side',
  skin:
    'M36 -10 C36 60 44 120 54 146 C60 166 58 176 57 192 C56 208 62 222 60 240 C54 262 48 285 48 312 C50 350 70 385 76 410 ' +
    'L166 410 C172 385 188 345 187 308 C186 275 176 250 175 230 C176 212 177 200 175 184 C172 165 176 150 182 130 ' +
    'C194 90 200 40 202 -10 Z',
  bones: [flip(front_fibula), flip(front_femur), flip(front_tibia)],
  kneecap: null,
  tendons: [
    'M80 40 C92 100 84 160 70 236 L78 238 C94 164 100 100 92 40 Z',
    'M162 40 C152 100 156 160 170 230 L162 234 C146 164 142 100 150 40 Z',
  ],
  folds: [
    'M64 213 C92 221 146 221 170 211',
    'M118 256 C122 290 120 320 118 344',
    'M70 240 C92 232 110 240 118 258',
    'M170 234 C150 230 128 238 118 258',
    'M58 328 C78 354 106 354 118 342',
    'M182 320 C162 350 134 352 118 342',
  ],
  strands: [],
  regions: [
    {
      finding: 'loc_behind_knee',
      path: 'M119 162 C137 164 148 186 148 206 C148 228 136 246 119 248 C102 246 91 228 91 206 C91 186 101 164 119 162 Z',
      badge: [119, 205],
    },
    {
      finding: 'loc_posteromedial',
      path: 'M63 166 C75 160 86 170 86 192 C86 217 80 238 70 242 C60 240 59 226 60 210 C60 196 58 176 63 166 Z',
      badge: [72, 204],
    },
  ],
};

export const knee_sides: KneeSide[] = [inner, front, back];

import type { Crossing } from './crossings.ts';
import type { Spot } from './network.ts';

/** Where people of the recorded day work, eat, look around and sleep away from home: real addresses, degrees WGS 84. */
const KNOWN = {
  office: {
    'City-Hochhaus': [51.3378, 12.3793],
    'Neues Rathaus': [51.33585, 12.3728],
    'Technisches Rathaus': [51.3281, 12.4013],
    Wintergartenhochhaus: [51.3442, 12.3848],
    'Sparkasse Humboldtstraße': [51.3466, 12.3752],
    'Stadtwerke Augustusplatz': [51.3388, 12.3833],
    Listhaus: [51.3457, 12.3903],
    'Städtisches Kaufhaus': [51.3388, 12.3771],
    'Barthels Hof': [51.3413, 12.3732],
    'Verlagshaus Peterssteinweg': [51.3325, 12.3729],
    Amtsgericht: [51.3292, 12.3757],
    'Gutenberg-Galerie': [51.3346, 12.3925],
    'Promenaden-Büros': [51.3448, 12.3806],
    Stelzenhaus: [51.3288, 12.3344],
    Messehof: [51.3392, 12.3757],
  },
  clinic: { 'Uniklinik Liebigstraße': [51.331, 12.3865], 'MDR Kantstraße': [51.3194, 12.3856] },
  campus: {
    Augusteum: [51.3387, 12.3797],
    Albertina: [51.3327, 12.3681],
    HTWK: [51.3146, 12.3745],
    'Geisteswissenschaften Beethovenstraße': [51.3321, 12.369],
  },
  canteen: { 'Mensa am Park': [51.3379, 12.3793], 'Mensa am Elsterbecken': [51.3386, 12.3525] },
  restaurant: {
    Drallewatsch: [51.3407, 12.3728],
    Gottschedstraße: [51.3407, 12.3679],
    Volkshaus: [51.3319, 12.3732],
    Feinkost: [51.3277, 12.3739],
    Südplatz: [51.3248, 12.3733],
    Westwerk: [51.3318, 12.3356],
    Eisenbahnstraße: [51.3461, 12.401],
    Münzgasse: [51.3331, 12.3724],
    Nikolaikirchhof: [51.3401, 12.3783],
    Kolonnadenviertel: [51.3381, 12.3675],
  },
  bar: {
    Moritzbastei: [51.3371, 12.3786],
    'KarLi Nord': [51.3289, 12.3738],
    naTo: [51.3252, 12.374],
    'Werk 2': [51.3096, 12.374],
    'Schaubühne Lindenfels': [51.3314, 12.3349],
    'Gottschedstraße Süd': [51.3409, 12.3663],
    'Neustädter Markt': [51.3473, 12.4012],
  },
  sight: {
    Thomaskirche: [51.3392, 12.3725],
    Nikolaikirche: [51.3403, 12.3785],
    'Altes Rathaus': [51.3404, 12.3753],
    Zoo: [51.3488, 12.3706],
    'Museum der bildenden Künste': [51.342, 12.3758],
    'Grassi-Museum': [51.3377, 12.3879],
    'Mendelssohn-Haus': [51.3343, 12.3831],
    'Runde Ecke': [51.3411, 12.3702],
    Oper: [51.3401, 12.3811],
  },
  park: {
    Johannapark: [51.3349, 12.3655],
    'Clara-Zetkin-Park': [51.3329, 12.3605],
    Sachsenbrücke: [51.3318, 12.3557],
    Rosental: [51.3512, 12.3662],
    Promenadenring: [51.3374, 12.3715],
  },
  hotel: {
    Marriott: [51.3435, 12.3769],
    Westin: [51.3468, 12.3788],
    Steigenberger: [51.3412, 12.3759],
    'Seaside Park': [51.3431, 12.3796],
    Radisson: [51.3394, 12.3828],
  },
} as const;

export type SpotKind = keyof typeof KNOWN;

/** The spots of one kind. */
export function spotsOf(kind: SpotKind): readonly Spot[] {
  return Object.entries(KNOWN[kind] as Readonly<Record<string, readonly [number, number]>>).map(
    ([name, [lat, lon]]) => ({
      id: `${kind} ${name}`,
      position: { lat, lon },
    }),
  );
}

/** Every spot of every kind. */
export function allSpots(): readonly Spot[] {
  return (Object.keys(KNOWN) as SpotKind[]).flatMap(spotsOf);
}

/** Streets where people live, and how many of them compared to the others. */
export const HOME_STREETS: readonly (readonly [a: Crossing, b: Crossing, weight: number])[] = [
  ['suedplatz', 'kochstrasse/arndtstrasse', 3],
  ['kochstrasse/arndtstrasse', 'kochstrasse/kurt-eisner', 3],
  ['august-bebel/suedplatz', 'august-bebel/kurt-eisner', 3],
  ['arthur-hoffmann/koernerplatz', 'arthur-hoffmann/kurt-eisner', 4],
  ['arthur-hoffmann/bayrischer platz', 'arthur-hoffmann/koernerplatz', 2],
  ['karl-liebknecht/kurt-eisner', 'karl-liebknecht/htwk', 3],
  ['karl-liebknecht/htwk', 'connewitzer kreuz', 2],
  ['connewitzer kreuz', 'bornaische strasse', 3],
  ['connewitzer kreuz', 'wolfgang-heinze-strasse', 2],
  ['felsenkeller', 'zschochersche/weissenfelser', 3],
  ['zschochersche/weissenfelser', 'zschochersche/industriestrasse', 2],
  ['karl-heine-strasse/schaubuehne', 'karl-heine-strasse/merseburger', 2],
  ['koenneritzstrasse/anton-bruckner-allee', 'koenneritzstrasse/industriestrasse', 4],
  ['lindenauer markt', 'demmeringstrasse/odermannstrasse', 3],
  ['demmeringstrasse/odermannstrasse', 'merseburger/luetzner', 2],
  ['waldplatz', 'waldstrasse/feuerbachstrasse', 3],
  ['waldstrasse/feuerbachstrasse', 'waldstrasse/fregestrasse', 3],
  ['jahnallee/leibnizstrasse', 'funkenburgstrasse/tschaikowskistrasse', 2],
  ['kolonnadenstrasse/dorotheenplatz', 'westplatz', 3],
  ['beethovenstrasse/grassistrasse', 'beethovenstrasse/harkortstrasse', 2],
  ['gohliser/poetenweg', 'menckestrasse/schillerhaus', 3],
  ['nordplatz', 'chausseehaus', 3],
  ['nordstrasse/humboldtstrasse', 'nordplatz', 3],
  ['taeubchenweg/gerichtsweg', 'oststrasse/riebeckstrasse', 4],
  ['gerichtsweg', 'dresdner/koehlerstrasse', 3],
  ['eisenbahnstrasse/einertstrasse', 'eisenbahnstrasse/hermann-liebmann', 4],
  ['eisenbahnstrasse/hermann-liebmann', 'torgauer platz', 3],
  ['eisenbahnstrasse/einertstrasse', 'konradstrasse/neustaedter markt', 2],
  ['gutenbergplatz', 'ostplatz', 2],
  ['liebigstrasse/stephanstrasse', 'johannisplatz', 1],
];

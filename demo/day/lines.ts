import type { Crossing } from './crossings.ts';

/** One tram or train line: the stops in order, both ways. */
export interface Line {
  readonly kind: 'tram' | 'train';
  /** In a tunnel there is no position. */
  readonly isUnderground: boolean;
  readonly stops: readonly Crossing[];
  /** Seconds a rider waits for it on average. */
  readonly waitSeconds: number;
}

/** The lines that the people of the recorded day ride: parts of the real ones, under their real numbers. */
export const LINES: Readonly<Record<string, Line>> = {
  'S-Bahn': {
    kind: 'train',
    isUnderground: true,
    stops: ['hauptbahnhof', 'markt', 'wilhelm-leuschner-platz', 'bayerischer bahnhof', 'mdr'],
    waitSeconds: 150,
  },
  '3': {
    kind: 'tram',
    isUnderground: false,
    stops: [
      'waldplatz',
      'jahnallee/leibnizstrasse',
      'goerdelerring',
      'willy-brandt-platz',
      'friedrich-list-platz',
      'eisenbahnstrasse/einertstrasse',
      'eisenbahnstrasse/hermann-liebmann',
      'torgauer platz',
    ],
    waitSeconds: 240,
  },
  '4': {
    kind: 'tram',
    isUnderground: false,
    stops: [
      'waldplatz',
      'jahnallee/leibnizstrasse',
      'goerdelerring',
      'willy-brandt-platz',
      'augustusplatz tram',
      'johannisplatz',
      'gerichtsweg',
      'dresdner/koehlerstrasse',
    ],
    waitSeconds: 300,
  },
  '9': {
    kind: 'tram',
    isUnderground: false,
    stops: [
      'goerdelerring',
      'thomaskirche',
      'neues rathaus',
      'wilhelm-leuschner-platz sued',
      'peterssteinweg/muenzgasse',
      'karl-liebknecht/hohe strasse',
      'suedplatz',
    ],
    waitSeconds: 300,
  },
  '11': {
    kind: 'tram',
    isUnderground: false,
    stops: [
      'chausseehaus',
      'wilhelm-liebknecht-platz',
      'willy-brandt-platz',
      'augustusplatz tram',
      'rossplatz',
      'wilhelm-leuschner-platz sued',
      'peterssteinweg/muenzgasse',
      'karl-liebknecht/hohe strasse',
      'suedplatz',
      'karl-liebknecht/kurt-eisner',
      'karl-liebknecht/htwk',
      'connewitzer kreuz',
    ],
    waitSeconds: 240,
  },
  '12': {
    kind: 'tram',
    isUnderground: false,
    stops: ['gohliser/poetenweg', 'emil-fuchs-strasse', 'zoo', 'goerdelerring', 'willy-brandt-platz'],
    waitSeconds: 300,
  },
  '14': {
    kind: 'tram',
    isUnderground: false,
    stops: [
      'karl-heine-strasse/merseburger',
      'felsenkeller',
      'karl-heine-strasse/nonnenstrasse',
      'klingerweg',
      'marschnerstrasse/kaethe-kollwitz',
      'westplatz',
      'gottschedstrasse/dittrichring',
      'goerdelerring',
      'willy-brandt-platz',
    ],
    waitSeconds: 300,
  },
  '15': {
    kind: 'tram',
    isUnderground: false,
    stops: [
      'lindenauer markt',
      'angerbruecke',
      'sportforum sued',
      'waldplatz',
      'jahnallee/leibnizstrasse',
      'goerdelerring',
      'willy-brandt-platz',
      'augustusplatz tram',
      'johannisplatz',
      'gutenbergplatz',
      'ostplatz',
      'technisches rathaus',
    ],
    waitSeconds: 300,
  },
};

/** Points a tram passes between two stops without stopping, so that it keeps to the street. */
export const BENDS: readonly (readonly [from: Crossing, to: Crossing, ...through: Crossing[]])[] = [
  ['willy-brandt-platz', 'augustusplatz tram', 'georgiring/wintergartenstrasse', 'georgiring/grimmaischer steinweg'],
  ['goerdelerring', 'willy-brandt-platz', 'loehrstrasse/ring', 'hallisches tor'],
  ['thomaskirche', 'neues rathaus', 'martin-luther-ring'],
  ['willy-brandt-platz', 'friedrich-list-platz', 'hauptbahnhof ost'],
  ['willy-brandt-platz', 'wilhelm-liebknecht-platz', 'hauptbahnhof west', 'gerberstrasse/parthe'],
  ['goerdelerring', 'thomaskirche', 'gottschedstrasse/dittrichring'],
];

import 'maplibre-gl/dist/maplibre-gl.css';
import { Text, useComputedColorScheme } from '@mantine/core';
import maplibre, { type Map as MapLibre, type StyleSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-csp-worker.js?url';
import { useEffect, useRef, useState } from 'react';
import { feature } from 'topojson-client';
import { useTranslations } from 'use-intl';
import countriesUrl from 'world-atlas/countries-50m.json?url';
import { loadPart } from '../queries/reach.ts';
import { whenIdle } from './when-idle.ts';

// The policy of the page allows no worker but one of our own files.
maplibre.setWorkerUrl(workerUrl);

export interface MapProps {
  /** What the map is of, for those who cannot see it. */
  readonly label: string;
  /** Called once the map takes layers; what it returns is called before the map goes. */
  readonly onReady: (map: MapLibre) => (() => void) | undefined;
}

/** A map without any other host: coasts and borders, and what is laid on it. Pages take it from `world-map.tsx`. */
export default function WorldMap({ label, onReady }: MapProps) {
  const holder = useRef<HTMLDivElement>(null);
  const t = useTranslations('shell.map');
  const scheme = useComputedColorScheme('light');
  const ready = useRef(onReady);
  ready.current = onReady;
  const camera = useRef<Pick<maplibre.MapOptions, 'center' | 'zoom'>>({ center: [10, 50], zoom: 4 });
  const [countries, setCountries] = useState<GeoJSON.FeatureCollection>();
  const [isImpossible, setImpossible] = useState(false);
  useEffect(() => {
    let isWanted = true;
    loadCountries().then(
      (loaded) => isWanted && setCountries(loaded),
      () => isWanted && setImpossible(true),
    );
    return () => {
      isWanted = false;
    };
  }, []);
  useEffect(() => {
    if (!holder.current || !countries) return;
    const ground = holder.current.appendChild(document.createElement('div'));
    ground.className = 'map-ground';
    ground.ariaBusy = 'true';
    let close: (() => void) | undefined;
    const draw = () => {
      const map = tryToDraw(ground, {
        style: styleFor(scheme, countries),
        ...camera.current,
        locale: wordsOf(label, t),
      });
      setImpossible(map === undefined);
      if (!map) ground.ariaBusy = null;
      if (map)
        close = follow(map, ready, (where) => {
          camera.current = where;
        });
    };
    // The page is painted first: what a graphics card needs to begin takes longer than all the rest of it.
    const callOff = whenIdle(draw);
    return () => {
      callOff();
      if (close) close();
      else ground.remove();
    };
  }, [countries, scheme, label, t]);
  return (
    <div ref={holder} className="map-holder" aria-busy={!countries && !isImpossible}>
      {isImpossible && (
        <Text p="md" c="dimmed" role="note">
          {t('impossible')}
        </Text>
      )}
    </div>
  );
}

/** Draws the map; undefined where the browser cannot. */
function tryToDraw(container: HTMLElement, options: Omit<maplibre.MapOptions, 'container'>): MapLibre | undefined {
  try {
    return new maplibre.Map({
      container,
      attributionControl: { compact: true, customAttribution: 'Natural Earth' },
      dragRotate: false,
      pitchWithRotate: false,
      trackResize: false,
      ...options,
    });
  } catch {
    return undefined;
  }
}

function wordsOf(label: string, t: (key: 'zoomIn' | 'zoomOut' | 'attribution') => string): Record<string, string> {
  return {
    'Map.Title': label,
    'NavigationControl.ZoomIn': t('zoomIn'),
    'NavigationControl.ZoomOut': t('zoomOut'),
    'AttributionControl.ToggleAttribution': t('attribution'),
  };
}

/** Tells when a map takes layers; what it returns ends it. Another light draws the map anew, at the same place. */
function follow(
  map: MapLibre,
  ready: { readonly current: MapProps['onReady'] },
  keep: (where: Pick<maplibre.MapOptions, 'center' | 'zoom'>) => void,
): () => void {
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new maplibre.ScaleControl({}), 'bottom-left');
  const container = map.getContainer();
  // Watched here, so that a map that leaves does not draw itself once more for having no size.
  const sizes = new ResizeObserver(() => map.resize());
  sizes.observe(container);
  map.once('idle', () => {
    container.ariaBusy = null;
  });
  let undo: (() => void) | undefined;
  let isGone = false;
  map.once('load', () => {
    if (!isGone) undo = ready.current(map);
  });
  return () => {
    isGone = true;
    keep({ center: map.getCenter(), zoom: map.getZoom() });
    // Whatever draws by itself frame by frame stops before there is nothing left to draw on.
    map.fire('away');
    undo?.();
    sizes.disconnect();
    container.remove();
    setTimeout(() => map.remove(), GIVE_BACK_AFTER_MS);
  };
}

/** The next page is painted first: to give back what a graphics card holds takes longer. */
const GIVE_BACK_AFTER_MS = 400;

/** Reads the outlines of the countries, once for all maps. */
function loadCountries(): Promise<GeoJSON.FeatureCollection> {
  countriesRead ??= readCountries().catch((cause: unknown) => {
    countriesRead = undefined;
    throw cause;
  });
  return countriesRead;
}

async function readCountries(): Promise<GeoJSON.FeatureCollection> {
  const topology = await loadPart(() => fetch(countriesUrl).then((answer) => answer.json()));
  return feature(topology, topology.objects.countries) as unknown as GeoJSON.FeatureCollection;
}

let countriesRead: Promise<GeoJSON.FeatureCollection> | undefined;

const COLOURS = {
  light: { sea: '#dfeaf1', land: '#f8f7f3', border: '#c3cbd2' },
  dark: { sea: '#161d24', land: '#222a32', border: '#3d4853' },
} as const;

function styleFor(scheme: 'light' | 'dark', countries: GeoJSON.FeatureCollection): StyleSpecification {
  const { sea, land, border } = COLOURS[scheme];
  return {
    version: 8,
    sources: { countries: { type: 'geojson', data: countries } },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': sea } },
      { id: 'land', type: 'fill', source: 'countries', paint: { 'fill-color': land } },
      { id: 'borders', type: 'line', source: 'countries', paint: { 'line-color': border, 'line-width': 1 } },
    ],
  };
}

import 'maplibre-gl/dist/maplibre-gl.css';
import { useComputedColorScheme } from '@mantine/core';
import maplibre, { type Map as MapLibre, type StyleSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-csp-worker.js?url';
import { useEffect, useRef, useState } from 'react';
import { feature } from 'topojson-client';
import { useTranslations } from 'use-intl';
import countriesUrl from 'world-atlas/countries-50m.json?url';

// The policy of the page allows no worker but one of our own files.
maplibre.setWorkerUrl(workerUrl);

export interface MapProps {
  /** What the map is of, for those who cannot see it. */
  readonly label: string;
  /** Called once the map takes layers; what it returns is called before the map goes. */
  readonly onReady: (map: MapLibre) => (() => void) | undefined;
}

/** A map without any other host: coasts and borders, and what is laid on it. */
export function WorldMap({ label, onReady }: MapProps) {
  const holder = useRef<HTMLDivElement>(null);
  const t = useTranslations('shell.map');
  const scheme = useComputedColorScheme('light');
  const ready = useRef(onReady);
  ready.current = onReady;
  const camera = useRef<Pick<maplibre.MapOptions, 'center' | 'zoom'>>({ center: [10, 50], zoom: 4 });
  const [countries, setCountries] = useState<GeoJSON.FeatureCollection>();
  useEffect(() => {
    let isWanted = true;
    void loadCountries().then((loaded) => isWanted && setCountries(loaded));
    return () => {
      isWanted = false;
    };
  }, []);
  useEffect(() => {
    if (!holder.current || !countries) return;
    const map = new maplibre.Map({
      container: holder.current,
      style: styleFor(scheme, countries),
      ...camera.current,
      attributionControl: { compact: true, customAttribution: 'Natural Earth' },
      locale: {
        'Map.Title': label,
        'NavigationControl.ZoomIn': t('zoomIn'),
        'NavigationControl.ZoomOut': t('zoomOut'),
        'AttributionControl.ToggleAttribution': t('attribution'),
      },
      dragRotate: false,
      pitchWithRotate: false,
    });
    map.touchZoomRotate.disableRotation();
    map.addControl(new maplibre.NavigationControl({ showCompass: false }), 'top-right');
    map.addControl(new maplibre.ScaleControl({}), 'bottom-left');
    let undo: (() => void) | undefined;
    const { current } = holder;
    current.ariaBusy = 'true';
    map.once('idle', () => {
      current.ariaBusy = null;
    });
    map.once('load', () => {
      undo = ready.current(map);
    });
    return () => {
      // Another light draws the map anew, at the same place.
      camera.current = { center: map.getCenter(), zoom: map.getZoom() };
      // Whatever draws by itself frame by frame stops before there is nothing left to draw on.
      map.fire('away');
      undo?.();
      map.remove();
    };
  }, [countries, scheme, label, t]);
  return (
    <div ref={holder} style={{ width: '100%', height: '100%', minHeight: 240, borderRadius: 8, overflow: 'hidden' }} />
  );
}

/** Reads the outlines of the countries, once for all maps. */
function loadCountries(): Promise<GeoJSON.FeatureCollection> {
  countriesRead ??= fetch(countriesUrl)
    .then((answer) => answer.json())
    .then((topology) => feature(topology, topology.objects.countries) as unknown as GeoJSON.FeatureCollection);
  return countriesRead;
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

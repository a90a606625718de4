export default {
  'note-customers-cut': 'nur die ersten ‹most› Kunden wurden getestet; ‹signals› Signale anderer wurden übergangen',
  'note-positions':
    'Positionen sind auf ‹decimals› Nachkommastellen gespeichert (etwa ‹metres› m): Nahe am Rand kann ein Ort fehlen oder dazukommen (KAIROS_POSITION_DECIMALS)',
  'note-consent': 'wo die Aufzeichnung nichts vom Kunden weiß, wurde seine Einwilligung angenommen',
  'note-reach': 'es wurde angenommen, dass der Kunde auf jedem Kanal erreichbar ist',
  'note-begun-stored':
    'vor dem ersten Signal gilt für einen Kunden, was heute gespeichert ist und damals schon galt; was seither überschrieben wurde, ist unbekannt',
  'note-begun-empty':
    'vor dem ersten Signal ist von einem Kunden nichts bekannt: keine Einwilligung, keine Adresse, keine Merkmale',
  'note-weather':
    'das Wetter ist nur so weit bekannt, wie die Aufzeichnung `weather`-Signale hat, von einem Anbieter eines je Umschlag; sonst ist es unbekannt',
  'note-woken-weather':
    'geweckt wurde er, wenn gemeldetes Wetter umschlug, oder das eines Anbieters, soweit es festgehalten wurde: wenn die Bedingung umschlug und wo ein Auslöser, der live ist, darauf wartete',
  'note-woken-stock': 'geweckt wurde er, wenn gemeldete Ware eintraf: von bekannten 0 auf mehr',
  'note-endings':
    'in einem Test wird nichts gesendet: Was gesendet würde, zählt als gesendet; ob geöffnet, geklickt oder geantwortet wurde, ist nur von den Nachrichten der Aufzeichnung bekannt',
  'note-shadow': 'der Auslöser ist im Probelauf; hier wurde er getestet, als wäre er es nicht',
  'note-worked-out':
    'errechnet aus ‹signals› gespeicherten Signalen mit dem, was jetzt live ist (Revision ‹revision›); was aufgezeichnet wurde, ist wirklich geschehen',
  'note-newest-signals': 'nur die neuesten ‹most› Signale davor wurden angesehen',
  'note-cut': 'der Wert war zu lang, um ganz gespeichert zu werden: Nur seine kurzen Teile sind noch da',
  'note-late': 'es kam zu spät, um etwas zu wecken; es hat nur ergänzt, was bekannt ist',
  'note-world':
    'was sich ringsum änderte, ist nicht gespeichert: Der Auslöser wurde durch das geweckt, was aufgezeichnet ist',
  'note-turns':
    'von einem Anbieter ist nur gespeichert, wann sein Wetter umschlug: Eine Stunde nach dem letzten Mal ist es unbekannt, soweit es nicht gemeldet wurde',
  'note-version': '‹trigger› stand damals auf Fassung ‹before›, jetzt auf Fassung ‹now›',
  'note-other-device':
    'ein anderes Gerät des Kunden führt: Was dieses sagt, gilt nur für das Gerät und hat den Kunden nirgends hinbewegt',
  'note-older': 'diese Position ist nicht neuer als die letzte: Sie hat den Kunden nirgends hinbewegt',
  'note-outdone':
    'diese Position ist grob, und eine genauere der letzten fünf Minuten gilt: Sie hat den Kunden nirgends hinbewegt',
  'note-impossible':
    'so schnell kann niemand von der letzten Position hierher gekommen sein: Sie zählte nicht, und zählt erst, wenn die nächste sie bestätigt',
  'test-trigger-gone': 'den Auslöser „‹name›“ gibt es nicht mehr',
  'mended-no-area': '‹.part› hatte keine Fläche: weggelassen',
  'mended-too-small': '‹.part› hatte einen Teil, der zum Reparieren zu klein ist: weggelassen',
  'mended-longitudes': '‹.part› hatte ‹*count› jenseits von 180: zurückgeholt',
  'mended-twice': '‹.part› hatte ‹*count› doppelt: weggelassen',
  'mended-open': '‹.part› war nicht geschlossen: Die erste Position [‹position›] wurde am Ende ergänzt',
  'mended-slivers': '‹.part› hatte ‹*count›: weggelassen',
  'mended-holes': '‹.part› hatte ‹*count›, nur Splitter: gefüllt',
  'mended-wound': '‹.part› lief andersherum: gedreht',
  'mended-crossed': '‹.part› kreuzte sich selbst nahe ‹where›: wird zu: ‹*became›',
  'mended-misfit': '‹.part› hatte Ringe, die nicht zusammenpassten: wird zu: ‹*became›',
};

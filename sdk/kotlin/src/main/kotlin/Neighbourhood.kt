package kairos

/** A place around, as the circle that `GeofencingClient` watches. */
data class NeighbourPlace(val id: String, val lat: Double, val lon: Double, val radiusMetres: Double, val isInside: Boolean)

/** What the engine knows around a position. */
data class Neighbourhood(
    /** As long as the device goes no further than this from the position that was asked about, nothing can happen. */
    val radiusMetres: Double,
    /** After so long it is to be asked again. */
    val validMillis: Long,
    /** The nearest first. */
    val places: List<NeighbourPlace>,
    /** Names of beacons to listen for, such as `ibeacon:UUID:100`: all that begin so. */
    val beacons: List<String>
) {
    internal companion object {
        /** Reads an answer of the engine; what is new in it is left. Null: it is none. */
        fun read(json: String): Neighbourhood? = runCatching {
            val answer = readJson(json) as Map<*, *>
            Neighbourhood(
                answer["radiusMetres"] as Double,
                (answer["validMs"] as Double).toLong(),
                (answer["places"] as List<*>).map { place(it as Map<*, *>) },
                (answer["beacons"] as List<*>?).orEmpty().map { (it as Map<*, *>)["region"] as String }
            )
        }.getOrNull()

        private fun place(it: Map<*, *>) = NeighbourPlace(
            it["id"] as String,
            it["lat"] as Double,
            it["lon"] as Double,
            it["radiusMetres"] as Double,
            it["isInside"] as Boolean
        )
    }
}

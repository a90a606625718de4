package kairos

import java.io.File
import java.util.concurrent.LinkedBlockingQueue
import kotlin.system.exitProcess

/*
 * What `test/e2e/sdk/kotlin.test.ts` runs: `URL KEY FOLDER calls FILE` performs the calls of the contract, `… asks FILE`
 * asks its questions about positions, `… waits` sends what an earlier run left, `… permits`, `… leaves` and `… returns` say
 * what a customer allows, and what lies on the device then. A line of JSON says what came of it; then
 * it runs on until it is killed.
 */
fun main(args: Array<String>) {
    val (url, key, folder, what) = args
    val purposeOf = { kind: String, _: Map<String, Any?> -> if (kind == "location") "positions" else "analytics" }
    val asks = if (what in listOf("permits", "leaves", "returns")) purposeOf else null
    val kairos = Kairos(url, key, File(folder), purposeOf = asks, onProblem = { println(jsonOf(mapOf("problem" to it))) })
    val given = args.getOrNull(4)?.let { readJson(File(it).readText()) as Map<*, *> }
    when (what) {
        "calls" -> {
            val anonymousId = kairos.customer
            for (call in given!!["calls"] as List<*>) perform(call as Map<*, *>, kairos)
            val cart = HashMap<String, Any?>()
            cart["itself"] = cart
            kairos.cart(cart)
            println(jsonOf(mapOf("anonymousId" to anonymousId, "customer" to kairos.customer)))
        }
        "asks" -> for (vector in given!!["vectors"] as List<*>) println(jsonOf(ask((vector as Map<*, *>)["request"] as Map<*, *>, kairos)))
        "permits" -> {
            kairos.track("early")
            kairos.position(48.2, 16.3)
            println(stateOf(kairos, folder))
            kairos.permit(mapOf("analytics" to true, "positions" to false))
            kairos.track("later")
            kairos.position(48.2, 16.3)
            println(stateOf(kairos, folder))
        }
        "leaves" -> {
            kairos.optOut()
            kairos.track("after")
            println(stateOf(kairos, folder))
        }
        "returns" -> {
            kairos.track("still out")
            kairos.optIn()
            kairos.permit(mapOf("analytics" to true))
            kairos.track("back")
            println(stateOf(kairos, folder))
        }
        "waits" -> println(jsonOf(mapOf("customer" to kairos.customer)))
        else -> exitProcess(2)
    }
    Thread.sleep(Long.MAX_VALUE)
}

/** To ask for the customer waits until all calls before are done. */
private fun stateOf(kairos: Kairos, folder: String): String {
    val customer = kairos.customer
    val files = File(folder).listFiles().orEmpty().associate { it.name to it.readText() }
    return jsonOf(mapOf("customer" to customer, "dropped" to kairos.dropped, "files" to files))
}

private fun ask(request: Map<*, *>, kairos: Kairos): Any? {
    val answers = LinkedBlockingQueue<List<Neighbourhood?>>()
    val most = (request["most"] as Double?)?.toInt() ?: 20
    kairos.neighbourhood(request["lat"] as Double, request["lon"] as Double, most, request["beacons"] == true) { answers.put(listOf(it)) }
    val answer = answers.take()[0] ?: return null
    return mapOf(
        "radiusMetres" to answer.radiusMetres,
        "validMs" to answer.validMillis,
        "places" to answer.places.map {
            mapOf("id" to it.id, "lat" to it.lat, "lon" to it.lon, "radiusMetres" to it.radiusMetres, "isInside" to it.isInside)
        },
        "beacons" to answer.beacons.map { mapOf("region" to it) }
    )
}

private fun perform(call: Map<*, *>, kairos: Kairos) {
    val given = call["arguments"] as List<*>
    @Suppress("UNCHECKED_CAST")
    fun map(at: Int) = given.getOrNull(at) as Map<String, Any?>?
    val name = given[0] as? String ?: ""
    when (call["call"]) {
        "track" -> kairos.track(name, map(1))
        "screen" -> kairos.screen(name, map(1).orEmpty())
        "position" -> map(0)!!.let { kairos.position(it["lat"] as Double, it["lon"] as Double, it["accuracyMetres"] as Double?) }
        "device" -> kairos.device(map(0)!!)
        "identify" -> kairos.identify(name, map(1).orEmpty())
        "cart" -> kairos.cart(map(0)!!)
        "consent" -> map(0)!!.let { kairos.consent(it["channel"] as String, it["purpose"] as String, it["granted"] as Boolean) }
        "alias" -> kairos.alias(name)
        else -> exitProcess(3)
    }
}

package kairos

import com.google.gson.JsonElement
import com.google.gson.JsonObject
import com.google.gson.JsonParser
import java.io.File
import kotlin.io.path.createTempDirectory
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.fail

/** Holds the client to `sdk/contract/calls.json`, as the other clients are. */
class CallsTest {
    @Test
    fun `calls become the signals of the contract`() {
        val calls = JsonParser.parseString(File("../contract/calls.json").readText()).asJsonObject["calls"].asJsonArray
        val folder = createTempDirectory().toFile()
        // Nothing listens there: everything stays in the file.
        val kairos = Kairos("http://127.0.0.1:9", "kp_x", folder)
        val anonymousId = kairos.customer
        for (call in calls) perform(call.asJsonObject, kairos)
        kairos.customer

        val deviceId = File(folder, "profile.properties").readLines().first { it.startsWith("deviceId=") }.substringAfter('=')
        val made = File(folder, "signals.ndjson").readLines().map { line ->
            val json = line.split('\t', limit = 3)[2].replace(anonymousId, "a-1").replace(deviceId, "d-1")
            JsonParser.parseString(json).asJsonObject.apply { remove("id"); remove("at") }
        }
        assertEquals(calls.map { it.asJsonObject["signal"] }, made)
        kairos.close()
    }

    private fun perform(call: JsonObject, kairos: Kairos) {
        val given = call["arguments"].asJsonArray.map(::plain)
        @Suppress("UNCHECKED_CAST")
        fun map(at: Int) = given.getOrNull(at) as? Map<String, Any?>
        val name = given[0] as? String ?: ""
        when (val what = call["call"].asString) {
            "track" -> kairos.track(name, map(1))
            "screen" -> kairos.screen(name, map(1).orEmpty())
            "position" -> map(0)!!.let { kairos.position(it["lat"] as Double, it["lon"] as Double, (it["accuracyMetres"] as Number).toDouble()) }
            "device" -> kairos.device(map(0)!!)
            "identify" -> kairos.identify(name, map(1).orEmpty())
            "cart" -> kairos.cart(map(0)!!)
            "consent" -> map(0)!!.let { kairos.consent(it["channel"] as String, it["purpose"] as String, it["granted"] as Boolean) }
            "alias" -> kairos.alias(name)
            else -> fail("a call that this client does not know: $what")
        }
    }

    private fun plain(element: JsonElement): Any? = when {
        element.isJsonObject -> element.asJsonObject.entrySet().associate { (name, value) -> name to plain(value) }
        element.isJsonArray -> element.asJsonArray.map(::plain)
        element.isJsonNull -> null
        element.asJsonPrimitive.isBoolean -> element.asBoolean
        element.asJsonPrimitive.isNumber -> element.asDouble
        else -> element.asString
    }
}

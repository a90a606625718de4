package shop

import java.io.File
import kairos.Kairos

/**
 * A small shop that asks first: `Shop URL KEY FOLDER`, then a line for each thing that happens. On Android the lines are
 * taps, and the folder is `filesDir`.
 */
fun main(args: Array<String>) {
    val (url, key, folder) = args
    val kairos = Kairos(
        url, key, File(folder),
        // Everything but the customer's own word about messages waits for their permission.
        purposeOf = { kind, _ -> if (kind == "consent") null else "shopping" },
        onProblem = { System.err.println("kairos: $it") }
    )
    while (true) {
        val words = readLine()?.split(" ") ?: break
        when (words[0]) {
            "yes" -> kairos.permit(mapOf("shopping" to true))
            "no" -> kairos.permit(mapOf("shopping" to false))
            "look" -> kairos.track("product-viewed", mapOf("sku" to words[1]))
            "sign-in" -> kairos.identify(words[1])
            "sign-out" -> kairos.reset()
            "cart" -> {
                val item = mapOf("sku" to words[1], "price" to words[2].toDouble(), "quantity" to 1)
                kairos.cart(mapOf("id" to "c-1", "items" to listOf(item), "value" to item["price"], "currency" to "EUR", "stage" to "filling"))
            }
            "walk" -> {
                val (lat, lon) = words.drop(1).map { it.toDouble() }
                kairos.position(lat, lon, accuracyMetres = 8.0)
                // `GeofencingClient` would watch these.
                kairos.neighbourhood(lat, lon) { around -> println("${around?.places?.size ?: "unknown"} places around") }
            }
        }
    }
    kairos.close()
}

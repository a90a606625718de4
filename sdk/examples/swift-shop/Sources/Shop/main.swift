import Foundation
import Kairos

// A small shop that asks first: `Shop URL KEY FOLDER`, then a line for each thing that happens. On iOS the lines are taps,
// and the folder is one in Application Support.
let given = CommandLine.arguments
func say(_ line: String, to file: FileHandle = .standardOutput) { file.write(Data("\(line)\n".utf8)) }
let kairos = Kairos(
    url: URL(string: given[1])!, key: given[2], folder: URL(fileURLWithPath: given[3]),
    // Everything but the customer's own word about messages waits for their permission.
    purposeOf: { kind, _ in kind == "consent" ? nil : "shopping" },
    onProblem: { say("kairos: \($0)", to: .standardError) }
)

while let line = readLine() {
    let words = line.split(separator: " ").map(String.init)
    switch words[0] {
    case "yes": kairos.permit(["shopping": true])
    case "no": kairos.permit(["shopping": false])
    case "look": kairos.track("product-viewed", ["sku": words[1]])
    case "sign-in": kairos.identify(words[1])
    case "sign-out": kairos.reset()
    case "cart":
        let price = Double(words[2])!
        let item: Kairos.Value = ["sku": words[1], "price": price, "quantity": 1]
        kairos.cart(["id": "c-1", "items": [item], "value": price, "currency": "EUR", "stage": "filling"])
    case "walk":
        let (lat, lon) = (Double(words[1])!, Double(words[2])!)
        kairos.position(lat: lat, lon: lon, accuracyMetres: 8)
        // `CLLocationManager` would watch these.
        kairos.neighbourhood(lat: lat, lon: lon) { around in
            say("\(around.map { "\($0.places.count)" } ?? "unknown") places around")
        }
    default: break
    }
}
// What was told is in the file once this answers; what could not be sent waits there for the next start.
_ = kairos.customer

// swift-tools-version:5.7
import PackageDescription

let package = Package(
    name: "Kairos",
    platforms: [.iOS(.v14), .macOS(.v11)],
    products: [.library(name: "Kairos", targets: ["Kairos"])],
    targets: [
        .target(name: "Kairos"),
        .testTarget(name: "KairosTests", dependencies: ["Kairos"]),
    ]
)

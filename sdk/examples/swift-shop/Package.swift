// swift-tools-version:5.7
import PackageDescription

let package = Package(
    name: "Shop",
    platforms: [.macOS(.v11)],
    dependencies: [.package(path: "../../swift")],
    targets: [.executableTarget(name: "Shop", dependencies: [.product(name: "Kairos", package: "swift")])]
)

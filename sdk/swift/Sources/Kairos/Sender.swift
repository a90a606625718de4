import Foundation

/// Posts batches to the engine, one at a time, and waits longer after each failure.
final class Sender {
    private let request: URLRequest
    private let session: URLSession
    private var isBusy = false
    private var failures = 0

    init(url: URL, key: String, session: URLSession) {
        var request = URLRequest(url: url.appendingPathComponent("v1/signals"), timeoutInterval: 30)
        request.httpMethod = "POST"
        request.setValue("Bearer \(key)", forHTTPHeaderField: "Authorization")
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        self.request = request
        self.session = session
    }

    /// Calls back on the queue when the engine has answered, or when it is time to try again.
    func post(
        _ batch: [[String: Any]], on queue: DispatchQueue, done: @escaping (_ settled: Bool, _ skewMillis: Int64?) -> Void
    ) {
        guard !isBusy, let body = try? JSONSerialization.data(withJSONObject: ["signals": batch]) else { return }
        isBusy = true
        var request = self.request
        request.httpBody = body
        let sentAt = Date()
        session.dataTask(with: request) { data, response, _ in
            queue.async {
                let answer = response as? HTTPURLResponse
                let isEngine = data.flatMap { try? JSONSerialization.jsonObject(with: $0) } is [String: Any]
                let status = answer?.statusCode ?? 0
                // 400 and 413 say that these signals will never be taken; anything else may be better later.
                let settled = isEngine && (status == 200 || status == 400 || status == 413)
                self.failures = settled ? 0 : min(self.failures + 1, 8)
                let wait = settled ? 0 : Double.random(in: 0.5...1) * min(60, pow(2, Double(self.failures)))
                queue.asyncAfter(deadline: .now() + wait) {
                    self.isBusy = false
                    done(settled, answer.flatMap { Self.skewMillis($0, sentAt: sentAt, heardAt: Date(timeIntervalSinceNow: -wait)) })
                }
            }
        }.resume()
    }

    private static func skewMillis(_ answer: HTTPURLResponse, sentAt: Date, heardAt: Date) -> Int64? {
        guard let text = answer.value(forHTTPHeaderField: "kairos-now"), let engine = Double(text) else { return nil }
        let middle = (sentAt.timeIntervalSince1970 + heardAt.timeIntervalSince1970) / 2
        return Int64(engine - middle * 1000)
    }
}

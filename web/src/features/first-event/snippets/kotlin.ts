import { quotedPlain as quoted, type Given, type Snippet } from './snippet';

// https://www.rudderstack.com/docs/sources/event-streams/sdks/kotlin-sdk/quickstart/
export function kotlin({ writeKey, dataPlaneUrl, controlPlaneUrl }: Given): Snippet {
  return {
    language: 'kotlin',
    install: 'implementation("com.rudderstack.sdk.kotlin:android:1.7.0")',
    code: `import android.app.Application
import com.rudderstack.sdk.kotlin.android.Analytics
import com.rudderstack.sdk.kotlin.android.Configuration
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

class MyApplication : Application() {
    lateinit var analytics: Analytics

    override fun onCreate() {
        super.onCreate()
        analytics = Analytics(
            configuration = Configuration(
                application = this,
                writeKey = ${quoted(writeKey)},
                dataPlaneUrl = ${quoted(dataPlaneUrl)},
                controlPlaneUrl = ${quoted(controlPlaneUrl)},
            )
        )

        analytics.track(name = "First event", properties = buildJsonObject { put("from", "my app") })
    }
}
`,
  };
}

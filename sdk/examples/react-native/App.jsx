import { KairosProvider, useKairos, useMessages, useScreen } from '@kairos/react';
import { createKairos } from '@kairos/react-native';
import AsyncStorage from '@react-native-async-storage/async-storage';
import Geolocation from '@react-native-community/geolocation';
import NetInfo from '@react-native-community/netinfo';
import { useState } from 'react';
import { AppState, Button, Platform, Text, TextInput, View } from 'react-native';

/** A small shop. `url` and `publishableKey` are those of your engine; `askToken` asks your server for a customer's token. */
export default function App({ url, publishableKey, askToken }) {
  const [kairos] = useState(() =>
    createKairos({
      url,
      key: publishableKey,
      storage: AsyncStorage,
      appState: AppState,
      netInfo: NetInfo,
      isDevelopment: __DEV__,
      // Everything but the customer's own word about messages waits for their permission.
      purposeOf: ({ kind }) => (kind === 'consent' ? undefined : 'shopping'),
    }),
  );
  return (
    <KairosProvider kairos={kairos}>
      <Shop askToken={askToken} />
    </KairosProvider>
  );
}

function Shop({ askToken }) {
  useScreen('Shop');
  const kairos = useKairos();
  const messages = useMessages(askToken);
  const [name, setName] = useState('');
  const [around, setAround] = useState();
  const boots = { sku: 'boots', price: 89.9, quantity: 1 };
  return (
    <View>
      <Button title="Yes, note what I look at" onPress={() => kairos.permit({ shopping: true })} />
      <Button title="No" onPress={() => kairos.permit({ shopping: false })} />
      <Button
        title="Boots into the cart"
        onPress={() => kairos.cart({ id: 'c-1', items: [boots], value: 89.9, currency: 'EUR', stage: 'filling' })}
      />
      <TextInput accessibilityLabel="Your name" value={name} onChangeText={setName} />
      <Button title="Sign in" onPress={() => kairos.identify(name)} />
      <Button title="Sign out" onPress={() => kairos.reset()} />
      <Button title="Shops near me" onPress={() => follow(kairos, setAround)} />
      {around !== undefined && <Text>{around.length} places around</Text>}
      {messages.map((message) => (
        <View key={message.id}>
          <Text>{message.title}</Text>
          <Button title="Open" onPress={message.clicked} />
          <Button title="Close" onPress={message.dismissed} />
        </View>
      ))}
    </View>
  );
}

/** Follows the position while the app is in front. A module for geofences would watch the places that `fence` gets. */
function follow(kairos, fence) {
  return kairos.followPosition({
    look: lookOnce,
    fence,
    onlyInUse: true,
    mostRegions: Platform.OS === 'ios' ? 20 : 100,
  });
}

function lookOnce() {
  return new Promise((resolve, reject) => {
    Geolocation.getCurrentPosition(
      ({ coords, timestamp }) =>
        resolve({ lat: coords.latitude, lon: coords.longitude, accuracyMetres: coords.accuracy, at: timestamp }),
      reject,
    );
  });
}

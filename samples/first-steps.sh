jar=$(mktemp); json='Content-Type: application/json'; api=http://127.0.0.1:8081/api/v1
ws=$api/workspaces/$(curl -fsS -c $jar -H "$json" $api/setup -d '{"token":"SETUP_TOKEN","name":"Ada","email":"ada@shop.example","password":"a long enough password","workspaceName":"Shop"}' | grep -o 'ws_[0-9a-z]*' | head -n 1)
made=$(curl -fsS -b $jar -H "$json" $ws/sources -d '{"name":"Web","type":"Javascript"}')
src=$(echo "$made" | grep -o 'src_[0-9a-z]*' | head -n 1); key=$(echo "$made" | grep -o '"writeKey":"[^"]*"' | cut -d '"' -f 4)
dst=$(curl -fsS -b $jar -H "$json" $ws/destinations -d '{"name":"Request inspector","type":"WEBHOOK","settings":{"webhookUrl":"http://127.0.0.1:9999/","webhookMethod":"POST"}}' | grep -o 'dst_[0-9a-z]*' | head -n 1)
curl -fsS -b $jar -H "$json" $ws/connections -d '{"sourceId":"'$src'","destinationId":"'$dst'"}'; echo; echo "Write key: $key"

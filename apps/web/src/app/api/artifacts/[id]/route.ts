import type { NextRequest } from 'next/server';
import { createArtifactResponse } from '../../../../server/artifact-response.ts';
import { getDatabase } from '../../../../server/database.ts';
import { describeFault, isServerFault, publicMessage, toTrpcError } from '../../../../server/error-map.ts';

type Parameters = { readonly params: Promise<{ readonly id: string }> };

/** GET sends the bytes of an artifact. `?sha256=` in the address makes the answer cacheable for ever. */
export async function GET(request: NextRequest, { params }: Parameters): Promise<Response> {
  const { id } = await params;
  try {
    return await createArtifactResponse(await getDatabase(), {
      id,
      checksum: request.nextUrl.searchParams.get('sha256'),
      ifNoneMatch: request.headers.get('if-none-match'),
    });
  } catch (error) {
    const fault = toTrpcError(error);
    console.error(`Artifact ${id} could not be sent:`, describeFault(error));
    return new Response(`${publicMessage(fault)}\n`, { status: isServerFault(fault) ? 503 : 400 });
  }
}

import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { MissingFile, type Target } from './target.ts';

export type Bucket = Readonly<{
  bucket: string;
  /** Of a server other than Amazon's. */
  endpoint?: string | undefined;
  region?: string | undefined;
  /** Found where the library looks for them, unless given. */
  credentials?: S3ClientConfig['credentials'];
}>;

/** Backups in a bucket that speaks S3. An object is there once its upload is completed, and not before. */
export const bucketTarget = ({ bucket: Bucket, endpoint, region = 'us-east-1', credentials }: Bucket): Target => {
  const client = new S3Client({
    region,
    // Servers other than Amazon's know names in the path alone, and seldom the newer checksums.
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...(credentials ? { credentials } : {}),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return {
    async write(Key, Body) {
      // Parts of 8 MiB, two at a time: that much is held in memory.
      await new Upload({ client, params: { Bucket, Key, Body }, partSize: 8 * 1024 * 1024, queueSize: 2 }).done();
    },
    async read(Key) {
      const found = await client.send(new GetObjectCommand({ Bucket, Key })).catch((error) => {
        throw error instanceof NoSuchKey ? new MissingFile(Key) : error;
      });
      return found.Body as Readable;
    },
    async *list(folder) {
      for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix: `${folder}/` }))
        for (const { Key } of page.Contents ?? []) if (Key) yield Key;
    },
    async remove(Key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },
  };
};
